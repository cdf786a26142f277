import { keyOf } from '../../metadata.ts';
import type { ObjectName } from '../../resource.ts';
import type { ObjectMetric, Row } from './object-metric.ts';

/** What is kept of one object. */
interface Work {
  readonly labels: Row['labels'];
  /** How many took so long or less, by `BOUNDS`; each is counted once, in the first that holds it. */
  readonly within: number[];
  count: number;
  sum: number;
  failures: number;
}

/** Seconds. */
const BOUNDS = [0.01, 0.15, 0.25, 0.5, 1];

/** How long work on each object of a kind took, and how often it failed. @see interfaces.md §9.1 */
export class ObjectWork {
  readonly #of = new Map<string, Work>();
  readonly #name: string;
  readonly #kind: string;

  /** @param name  of the metric, such as `rollout_reconcile` */
  constructor(name: string, kind: string) {
    this.#name = name;
    this.#kind = kind;
  }

  done(object: ObjectName, seconds: number, hasFailed: boolean): void {
    const work = this.#workOn(object);
    const bound = BOUNDS.findIndex((most) => seconds <= most);
    if (bound !== -1) work.within[bound] = (work.within[bound] ?? 0) + 1;
    work.count += 1;
    work.sum += seconds;
    if (hasFailed) work.failures += 1;
  }

  /** Lets go of what is kept of an object. */
  forget(object: ObjectName): void {
    this.#of.delete(keyOf(object));
  }

  metrics(): readonly ObjectMetric[] {
    const all = this.#of;
    return [
      {
        name: this.#name,
        help: `How long work on one ${this.#kind} took, in seconds.`,
        type: 'histogram',
        *rows() {
          for (const work of all.values()) yield* bucketsOf(work);
        },
      },
      {
        name: `${this.#name}_error`,
        help: `How often work on one ${this.#kind} failed.`,
        type: 'counter',
        *rows() {
          for (const { labels, failures } of all.values()) if (failures > 0) yield { labels, value: failures };
        },
      },
    ];
  }

  #workOn(object: ObjectName): Work {
    const key = keyOf(object);
    const known = this.#of.get(key);
    if (known !== undefined) return known;
    const { namespace, name } = object;
    const work = { labels: { namespace, name }, within: BOUNDS.map(() => 0), count: 0, sum: 0, failures: 0 };
    this.#of.set(key, work);
    return work;
  }
}

function* bucketsOf({ labels, within, count, sum }: Work): Generator<Row> {
  let soFar = 0;
  for (const [index, bound] of BOUNDS.entries()) {
    soFar += within[index] ?? 0;
    yield { suffix: '_bucket', labels: { ...labels, le: `${bound}` }, value: soFar };
  }
  yield { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count };
  yield { suffix: '_sum', labels, value: sum };
  yield { suffix: '_count', labels, value: count };
}
