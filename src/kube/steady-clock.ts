import type { Clock } from '../core/clock.ts';
import { instantOf } from '../core/instant.ts';

/** Longest time to sleep in one piece, in milliseconds: Node's timers overflow after 24.8 days. */
const LONGEST_SLEEP_MS = 24 * 60 * 60_000;

/** Read once: it takes longer to read than the time since. */
const ORIGIN = performance.timeOrigin;

/**
 * The time of day at the start of the process, moved on by a counter that nobody sets: it never jumps, so lengths of time
 * measured with it are true when somebody corrects the machine's clock. For leases, silences and pauses; what is written
 * into objects is the machine's own time.
 */
export const steadyClock: Clock = {
  now: () => instantOf(ORIGIN + performance.now()),
  alarm(moment, ring) {
    let timer: NodeJS.Timeout;
    const sleep = (): void => {
      // A timer may ring a little early, so the clock decides.
      const left = moment - steadyClock.now();
      timer = setTimeout(() => (steadyClock.now() >= moment ? ring() : sleep()), bounded(left));
    };
    sleep();
    return () => clearTimeout(timer);
  },
};

function bounded(ms: number): number {
  return Math.min(Math.max(0, Math.ceil(ms)), LONGEST_SLEEP_MS);
}
