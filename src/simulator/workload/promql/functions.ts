import { NAME, NO_LABELS, withoutLabels } from '../series/labels.ts';
import { growthOf, instantRateOf } from './extrapolate.ts';
import { quantilesOf } from './quantile.ts';
import type { Element, Result, ValueType, Vector, Window } from './result.ts';

/** A function of the query language. */
export interface PromFunction {
  /** Types of what it is given. */
  readonly takes: readonly ValueType[];
  /** How many of them, from the end, may be left out. */
  readonly optional: number;
  readonly gives: 'scalar' | 'vector';
  /** @param now  the moment that is asked about, in milliseconds since 1970 */
  readonly call: (parts: readonly Result[], now: number) => Result;
}

/** The functions that are known, as Prometheus 2 has them. @see https://prometheus.io/docs/prometheus/latest/querying/functions/ */
export const FUNCTIONS: ReadonlyMap<string, PromFunction> = new Map<string, PromFunction>([
  ['rate', overRange((window) => growthOf(window, 'rate'))],
  ['increase', overRange((window) => growthOf(window, 'increase'))],
  ['delta', overRange((window) => growthOf(window, 'delta'))],
  ['irate', overRange(instantRateOf)],
  ['avg_over_time', overRange(({ samples }) => sum(valuesOf(samples)) / samples.length)],
  ['sum_over_time', overRange(({ samples }) => sum(valuesOf(samples)))],
  ['min_over_time', overRange(({ samples }) => valuesOf(samples).reduce(least))],
  ['max_over_time', overRange(({ samples }) => valuesOf(samples).reduce(most))],
  ['count_over_time', overRange(({ samples }) => samples.length)],
  ['abs', ofEach(Math.abs)],
  ['ceil', ofEach(Math.ceil)],
  ['floor', ofEach(Math.floor)],
  ['round', { ...ofEach(roundTo, 1), optional: 1 }],
  ['clamp', ofEach((value, low = 0, high = 0) => (high < low ? undefined : Math.max(low, Math.min(high, value))), 2)],
  ['clamp_min', ofEach((value, low = 0) => Math.max(low, value), 1)],
  ['clamp_max', ofEach((value, high = 0) => Math.min(high, value), 1)],
  [
    'histogram_quantile',
    takes(['scalar', 'vector'], ([quantile, of]) => quantilesOf(scalarIn(quantile), elementsIn(of))),
  ],
  ['vector', takes(['scalar'], ([value]) => [{ labels: NO_LABELS, value: scalarIn(value) }])],
  ['scalar', { ...givesScalar(([of]) => onlyValue(elementsIn(of))), takes: ['vector'] }],
  ['time', givesScalar((_, now) => now / 1000)],
]);

/** The smaller one; a value that is no number gives way. */
export function least(a: number, b: number): number {
  return b < a || Number.isNaN(a) ? b : a;
}

/** The larger one; a value that is no number gives way. */
export function most(a: number, b: number): number {
  return b > a || Number.isNaN(a) ? b : a;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The elements of a vector; none for anything else, which the parser has refused. */
export function elementsIn(result: Result | undefined): readonly Element[] {
  return result?.kind === 'vector' ? result.elements : [];
}

function scalarIn(result: Result | undefined): number {
  return result?.kind === 'scalar' ? result.value : Number.NaN;
}

function takes(types: readonly ValueType[], call: (parts: readonly Result[]) => readonly Element[]): PromFunction {
  return { takes: types, optional: 0, gives: 'vector', call: (parts) => vectorOf(call(parts)) };
}

/** A value for each series, from its samples in a range. Its name goes: it no longer says what the value is. */
function overRange(compute: (window: Window) => number | undefined): PromFunction {
  return takes(['matrix'], ([range]) => {
    const windows = range?.kind === 'matrix' ? range.windows : [];
    return windows.flatMap((window) => {
      const value = compute(window);
      return value === undefined ? [] : [{ labels: withoutLabels(window.labels, [NAME]), value }];
    });
  });
}

/** A value for each value, or none. @param scalars  how many numbers follow the vector */
function ofEach(compute: (value: number, ...scalars: number[]) => number | undefined, scalars = 0): PromFunction {
  const types: readonly ValueType[] = ['vector', ...Array.from({ length: scalars }, () => 'scalar' as const)];
  return takes(types, ([vector, ...rest]) => {
    const numbers = rest.map(scalarIn);
    return elementsIn(vector).flatMap(({ labels, value }) => {
      const computed = compute(value, ...numbers);
      return computed === undefined ? [] : [{ labels: withoutLabels(labels, [NAME]), value: computed }];
    });
  });
}

function givesScalar(compute: (parts: readonly Result[], now: number) => number): PromFunction {
  return {
    takes: [],
    optional: 0,
    gives: 'scalar',
    call: (parts, now) => ({ kind: 'scalar', value: compute(parts, now) }),
  };
}

function vectorOf(elements: readonly Element[]): Vector {
  return { kind: 'vector', elements };
}

function onlyValue(elements: readonly Element[]): number {
  return elements.length === 1 ? (elements[0]?.value ?? Number.NaN) : Number.NaN;
}

function valuesOf(samples: Window['samples']): readonly number[] {
  return samples.map(({ value }) => value);
}

/** Halves go up. */
function roundTo(value: number, nearest = 1): number {
  const parts = 1 / nearest;
  return Math.floor(value * parts + 0.5) / parts;
}
