import { type Millis, millisOf } from './instant.ts';

export interface PauseLimits {
  /** After the first failure. Milliseconds. */
  readonly firstMs: number;
  /** Never longer. Milliseconds. */
  readonly longestMs: number;
}

/**
 * How long to wait after so many failures in a row: twice as long each time.
 *
 * @param failures  from 1
 */
export function growingPause(failures: number, { firstMs, longestMs }: PauseLimits): Millis {
  return millisOf(Math.min(longestMs, firstMs * 2 ** (failures - 1)));
}

/**
 * Takes up to half of a length off, so that many who began to wait together do not come back together.
 *
 * @param random  a number from 0 to below 1, evenly spread
 */
export function scattered(length: Millis, random: () => number): Millis {
  return millisOf(length * (1 - random() / 2));
}
