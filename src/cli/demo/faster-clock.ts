import type { Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/instant.ts';

/**
 * A clock that agrees with another one now and runs faster from here on.
 *
 * @param factor  how many seconds of it pass in one of the other's; above 0, below 1 for slower
 */
export function fasterClock(clock: Clock, factor: number): Clock {
  if (factor === 1) return clock;
  const start = clock.now();
  return {
    now: () => instantOf(start + (clock.now() - start) * factor),
    alarm: (moment, ring) => clock.alarm(instantOf(start + (moment - start) / factor), ring),
  };
}
