import type { Quantity } from './quantities.ts';

/** Room above and below what is drawn, as a part of its height. */
const ROOM = 0.12;
/** A threshold that is this many times as far away as the values are apart would flatten them: it is named at the edge instead. */
const FAR = 12;

/**
 * The range a chart shows: the values, the thresholds that are not far away, and zero when it is near.
 */
export function verticalRange({
  numbers,
  thresholds,
}: Pick<Quantity, 'numbers' | 'thresholds'>): readonly [number, number] {
  const values = numbers.filter((number) => number !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const size = Math.max(high - low, Math.abs(high) * 0.1, 1e-9);
  const near = thresholds.map(({ bound }) => bound).filter((bound) => distance(bound, low, high) <= size * FAR);
  const [bottom, top] = [Math.min(low, ...near), Math.max(high, ...near)];
  const height = Math.max(top - bottom, Math.abs(top) * 0.1, 1e-9);
  const floor = bottom - height * ROOM;
  const isNearZero = bottom >= 0 && bottom <= height;
  return [isNearZero ? Math.min(0, bottom) : floor, top + height * ROOM];
}

function distance(bound: number, low: number, high: number): number {
  return Math.max(low - bound, bound - high, 0);
}
