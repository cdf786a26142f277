import type { DecidingMeasurement } from '../api/wire.ts';
import type { Point } from './points.ts';

/**
 * Which of the points the explanation speaks of: the last one that ended in the same second, since a status has whole seconds; the last
 * of all where none did. -1 without points.
 */
export function decidingIndex(points: readonly Point[], deciding: DecidingMeasurement | undefined): number {
  const moment = deciding?.finishedAt ?? deciding?.startedAt;
  if (moment === undefined) return points.length - 1;
  const second = Math.floor(Date.parse(moment) / 1000);
  const found = points.findLastIndex(({ at }) => Math.floor(at / 1000) === second);
  return found === -1 ? points.length - 1 : found;
}
