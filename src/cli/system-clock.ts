import type { Clock } from '../core/clock.ts';
import { type Instant, instantOf } from '../core/instant.ts';

/**
 * Longest time to sleep in one piece, in milliseconds. Node's timers overflow after 24.8 days, and they stand still while a
 * machine sleeps: looking at the clock once a minute keeps long waits true.
 */
const LONGEST_SLEEP_MS = 60_000;

/** The machine's clock. */
export const systemClock: Clock = {
  now,
  async waitUntil(moment, signal) {
    // A timer may ring a little early, so the clock decides.
    for (let left = moment - now(); left > 0; left = moment - now()) {
      if (signal?.aborted) return;
      await sleep(Math.min(left, LONGEST_SLEEP_MS), signal);
    }
  },
};

function now(): Instant {
  return instantOf(Date.now());
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.ceil(ms));
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done, { once: true });
  });
}
