import type { CalendarDay } from './calendar.ts';

/** What calendar and clock on a wall show. */
export interface WallClock extends CalendarDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
}

/** A wall clock with what follows from it and the zone it hangs in. */
export interface WallTime extends WallClock {
  /** Sunday is 0. */
  readonly weekday: number;
  /** The 1st of January is 1. */
  readonly yearDay: number;
  /** May be empty. */
  readonly zoneName: string;
  /** Seconds east of UTC. */
  readonly offset: number;
}
