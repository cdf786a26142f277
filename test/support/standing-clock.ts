import { systemClock } from '../../src/cli/system-clock.ts';
import type { Clock } from '../../src/core/clock.ts';
import { after, millisOf } from '../../src/core/instant.ts';
import { T0 } from './builders.ts';

/** Always says T0, and rings after as long as it was asked for. */
export const standingClock: Clock = {
  now: () => T0,
  alarm: (moment, ring) => systemClock.alarm(after(systemClock.now(), millisOf(moment - T0)), ring),
};
