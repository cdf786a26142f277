import type { Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/instant.ts';

/** For so much of its own time a clock is fast: longer than any demo takes. */
const FAST_FOR_MS = 120_000;

/**
 * A clock that runs faster or slower than another one and is never ahead of it, so that whoever looks at its times by the other finds none of them in
 * the future. A faster one begins in the past, and once it has caught up it goes as the other does.
 *
 * @param factor  how many seconds of it pass in one of the other's; above 0
 */
export function pacedClock(clock: Clock, factor: number): Clock {
  if (factor === 1) return clock;
  const began = clock.now();
  const start = began - FAST_FOR_MS * Math.max(0, 1 - 1 / factor);
  return {
    now() {
      const other = clock.now();
      return instantOf(Math.min(other, start + (other - began) * factor));
    },
    alarm: (moment, ring) => clock.alarm(instantOf(Math.max(moment, began + (moment - start) / factor)), ring),
  };
}
