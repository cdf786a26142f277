import type { Condition } from '../api/wire.ts';
import { numberAtPath } from '../condition/plain-path.ts';
import { type Threshold, thresholdsOf } from '../condition/thresholds.ts';
import type { Point } from './points.ts';

/** Something of a metric that can be drawn over time. */
export interface Quantity {
  /** Where it is in the result: `result[0]`. */
  readonly path: string;
  readonly thresholds: readonly Threshold[];
  /** One for each point; null where it had none. */
  readonly numbers: readonly (number | null)[];
}

/**
 * What of a metric's measurements is a number: first what its conditions compare, in their order; else the result itself, or the only
 * entry of a list. Empty for a metric whose answers are no numbers.
 */
export function quantitiesOf(points: readonly Point[], conditions: readonly Condition[]): readonly Quantity[] {
  const thresholds = thresholdsOf(conditions);
  const compared = [...new Set(thresholds.map(({ operand }) => operand))];
  const quantities = compared.map((path) => quantityAt(path, points, thresholds)).filter(hasNumbers);
  if (quantities.length > 0) return quantities;
  const fallback = ['result', 'result[0]'].map((path) => quantityAt(path, points, thresholds)).find(hasNumbers);
  return fallback === undefined ? [] : [fallback];
}

function quantityAt(path: string, points: readonly Point[], thresholds: readonly Threshold[]): Quantity {
  return {
    path,
    thresholds: thresholds.filter(({ operand }) => operand === path),
    numbers: points.map(({ value }) => (value === undefined ? null : (numberAtPath(path, value) ?? null))),
  };
}

function hasNumbers({ numbers }: Quantity): boolean {
  return numbers.some((number) => number !== null);
}
