import { growingPause, scattered } from '../../core/growing-pause.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import type { StoredCallback } from '../store/rows.ts';
import type { CallbackAnswer } from './callback-post.ts';

/** What came of one try. */
export interface Told {
  /** For the log. */
  readonly text: string;
  /** Absent when there was none. */
  readonly answer?: CallbackAnswer;
}

/** What is to become of a callback after a try. */
export type NextTry = { readonly kind: 'delivered' | 'givenUp' } | { readonly kind: 'again'; readonly pause: Millis };

const PAUSE = { firstMs: 5_000, longestMs: 60 * 60_000 };
/** A receiver that has not taken it by then will not. */
const GIVE_UP_AFTER: Millis = millisOf(24 * 60 * 60_000);

/**
 * Decides on a callback that was tried: taken by any 2xx, tried again after pauses that grow from five seconds to an hour, scattered, and no
 * sooner than the receiver wishes, and given up when the next try would be more than a day after the first.
 */
export function nextTry(
  { tries, createdAt }: Pick<StoredCallback, 'tries' | 'createdAt'>,
  { answer }: Told,
  now: Instant,
  random: () => number,
): NextTry {
  if (answer !== undefined && answer.status >= 200 && answer.status < 300) return { kind: 'delivered' };
  const wished = (answer?.retryAfterSeconds ?? 0) * 1000;
  const pause = millisOf(Math.max(wished, scattered(growingPause(tries, PAUSE), random)));
  return after(now, pause) > after(createdAt, GIVE_UP_AFTER) ? { kind: 'givenUp' } : { kind: 'again', pause };
}
