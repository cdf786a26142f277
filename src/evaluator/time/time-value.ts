import type { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import type { GoDuration } from '../../core/go/time/go-duration.ts';
import type { GoTime } from '../../core/go/time/go-time.ts';
import type { GoLocation } from '../../core/go/time/location.ts';

/** What methods of times take and give, by the name of the Go type. Integers of both kinds are bigints here. */
export interface TimeTypes {
  bool: boolean;
  int: bigint;
  int64: bigint;
  float64: number;
  string: string;
  '[]uint8': Uint8Array;
  error: never;
  'time.Time': GoTime;
  'time.Duration': GoDuration;
  'time.Month': GoMonth;
  'time.Weekday': GoWeekday;
  /** Null is a nil pointer. */
  '*time.Location': GoLocation | null;
}

export type TimeTypeName = keyof TimeTypes;

/** A value of any of these types. */
export type TimeValue = TimeTypes[TimeTypeName];
