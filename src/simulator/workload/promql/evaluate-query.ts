import { keyOf, NAME, withoutLabels } from '../series/labels.ts';
import type { Series } from '../series/series.ts';
import { aggregate } from './aggregate.ts';
import { join } from './binary.ts';
import type { Expression, Selector } from './expression.ts';
import { fitsAll } from './fits.ts';
import { elementsIn, FUNCTIONS } from './functions.ts';
import { QueryError } from './query-error.ts';
import type { Matrix, Result, Vector } from './result.ts';

/** The most samples that one query may read. */
const MOST_SAMPLES = 5_000_000;

/** Works out queries over some series. One for each query: it remembers which series a selector takes, and how much was read. */
export class Evaluation {
  readonly #series: readonly Series[];
  readonly #taken = new Map<Selector, readonly Series[]>();
  #samplesRead = 0;

  constructor(series: readonly Series[]) {
    this.#series = series;
  }

  /**
   * What an expression comes to at a moment.
   *
   * @param at  milliseconds since 1970
   * @throws QueryError `execution`
   */
  at(expression: Expression, at: number): Result {
    const result = this.#evaluate(expression, at);
    if (result.kind === 'vector') checkUnique(result);
    return result;
  }

  #evaluate(expression: Expression, at: number): Result {
    switch (expression.kind) {
      case 'number':
        return { kind: 'scalar', value: expression.value };
      case 'text':
        return { kind: 'string', text: expression.text };
      case 'selector':
        return this.#newest(expression, at);
      case 'range':
        return this.#range(expression.selector, at - expression.rangeMs, at);
      case 'call': {
        const parts = expression.parts.map((part) => this.at(part, at));
        return FUNCTIONS.get(expression.name)?.call(parts, at) ?? { kind: 'vector', elements: [] };
      }
      case 'aggregate': {
        const elements = elementsIn(this.at(expression.of, at));
        return { kind: 'vector', elements: aggregate(expression.operator, expression.grouping, elements) };
      }
      case 'negate':
        return negated(this.at(expression.of, at));
      case 'binary':
        return join(expression, this.at(expression.left, at), this.at(expression.right, at));
    }
  }

  #newest(selector: Selector, at: number): Vector {
    const taken = this.#take(selector);
    this.#read(taken.length);
    const elements = taken.flatMap((series) => {
      const value = series.latest(at);
      return value === undefined ? [] : [{ labels: series.labels, value }];
    });
    return { kind: 'vector', elements };
  }

  #range(selector: Selector, from: number, to: number): Matrix {
    const windows = this.#take(selector).flatMap((series) => {
      const samples = series.within(from, to);
      this.#read(samples.length);
      return samples.length === 0 ? [] : [{ labels: series.labels, samples, from, to }];
    });
    return { kind: 'matrix', windows };
  }

  #take(selector: Selector): readonly Series[] {
    const known = this.#taken.get(selector);
    if (known !== undefined) return known;
    const taken = this.#series.filter(({ labels }) => fitsAll(selector.matchers, labels));
    this.#taken.set(selector, taken);
    return taken;
  }

  #read(samples: number): void {
    this.#samplesRead += samples;
    if (this.#samplesRead <= MOST_SAMPLES) return;
    throw new QueryError(
      'execution',
      `the query reads more than ${MOST_SAMPLES} samples: ask for a shorter time, a longer step or fewer series`,
    );
  }
}

function negated(result: Result): Result {
  if (result.kind === 'scalar') return { kind: 'scalar', value: -result.value };
  const elements = elementsIn(result).map(({ labels, value }) => ({
    labels: withoutLabels(labels, [NAME]),
    value: -value,
  }));
  return { kind: 'vector', elements };
}

/** Series whose names were dropped may have become the same. */
function checkUnique({ elements }: Vector): void {
  const keys = new Set(elements.map(({ labels }) => keyOf(labels)));
  if (keys.size === elements.length) return;
  throw new QueryError('execution', 'vector cannot contain metrics with the same labelset');
}
