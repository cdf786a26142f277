import { type Clock, waitUntil } from '../../core/clock.ts';
import { Fault, isFault, textOf } from '../../core/fault.ts';
import { growingPause, scattered } from '../../core/growing-pause.ts';
import { after } from '../../core/instant.ts';
import type { ServiceLog } from '../service-log.ts';

const PAUSE = { firstMs: 50, longestMs: 2_000 };

export interface StorePatience {
  /** One that never jumps. */
  readonly steady: Clock;
  readonly random: () => number;
  readonly log: ServiceLog;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** Whether the store could not be reached or written: the same can be said again. */
export function isStoreGone(thrown: unknown): thrown is Fault {
  return isFault(thrown, 'STORE_UNAVAILABLE');
}

/**
 * Says something to the store until it answers: what it cannot do for now is tried again, after pauses that grow up to two seconds.
 *
 * @param what    such as `steps could not be written`, for the log
 * @param onFault hears each time that it did not go through
 * @throws whatever else is thrown, and Fault STORE_UNAVAILABLE once `signal` has aborted
 */
export async function untilStored<T>(
  what: string,
  call: () => Promise<T>,
  { steady, random, log, signal }: StorePatience,
  onFault: () => void = () => {},
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await call();
    } catch (thrown) {
      if (!isStoreGone(thrown)) throw thrown;
      onFault();
      if (signal.aborted) throw thrown;
      const pause = scattered(growingPause(failures, PAUSE), random);
      log.warn(`${what}: ${textOf(thrown)}`, { tryAgainInMs: Math.round(pause) });
      await waitUntil(steady, after(steady.now(), pause), signal);
      if (signal.aborted) throw thrown;
    }
  }
}
