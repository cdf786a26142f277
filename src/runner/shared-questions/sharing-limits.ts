import { type Millis, millisOf } from '../../core/instant.ts';

/** How old what another look asked may be for this look. Milliseconds. */
export interface SharingLimits {
  /** Since an answer that is there was asked for. */
  readonly answered: Millis;
  /** Since a request was sent that is under way: its answer is still to come. */
  readonly underWay: Millis;
}

/** What is under way may be joined for so long after it was sent; after that its time limit would say too little about one's own. */
const LONGEST_JOIN_MS = 1_000;

/** How long anything may be shared that was asked, whatever the metric. */
export function longestShared(skew: Millis): Millis {
  return millisOf(Math.max(skew, LONGEST_JOIN_MS));
}

/**
 * The limits for a metric. A tenth of its interval is the most: two measurements of one run never share an answer, and a curve keeps
 * its shape.
 *
 * @param skew        as it was configured
 * @param intervalMs  between the metric's measurements; undefined for a single one
 */
export function sharingLimits(skew: Millis, intervalMs: number | undefined): SharingLimits {
  const most = intervalMs === undefined ? Number.POSITIVE_INFINITY : intervalMs / 10;
  return {
    answered: millisOf(Math.min(skew, most)),
    underWay: millisOf(Math.min(longestShared(skew), most)),
  };
}
