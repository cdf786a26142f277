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
  alarm(moment, ring) {
    let timer: NodeJS.Timeout;
    const look = (): void => {
      // A timer may ring a little early, so the clock decides.
      const left = moment - now();
      if (left <= 0) ring();
      else sleep(left);
    };
    const sleep = (ms: number): void => {
      timer = setTimeout(look, Math.min(Math.max(0, Math.ceil(ms)), LONGEST_SLEEP_MS));
    };
    sleep(moment - now());
    return () => clearTimeout(timer);
  },
};

function now(): Instant {
  return instantOf(Date.now());
}
