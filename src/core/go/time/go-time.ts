import { type Instant, instantOf } from '../../instant.ts';
import { calendarDay, daysFromEpoch, weekdayOf, yearDayOf } from './calendar.ts';
import { formatWallTime } from './format-time.ts';
import { GoDuration } from './go-duration.ts';
import type { GoLocation } from './location.ts';
import type { WallClock, WallTime } from './wall-clock.ts';

const NS_IN_SECOND = 1_000_000_000n;
const NS_IN_MS = 1_000_000n;
const SECONDS_IN_DAY = 86_400;
/** From the 1st of January of year 1, where Go's time begins, to 1970. */
const YEAR_1_TO_1970 = 62_135_596_800n * NS_IN_SECOND;
const LONGEST = 2n ** 63n - 1n;

export const RFC3339 = '2006-01-02T15:04:05Z07:00';
export const RFC3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';

/** A moment to the nanosecond, seen from a place: Go's `time.Time`. */
export class GoTime {
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly ns: bigint;
  readonly location: GoLocation;
  #wall: WallTime | undefined;

  constructor(ns: bigint, location: GoLocation) {
    this.ns = ns;
    this.location = location;
  }

  /** The moment at which a wall clock in a place shows this. Values beyond their range carry over: the 31st of April is the 1st of May. */
  static at(wall: WallClock, location: GoLocation): GoTime {
    const { hour, minute, second, nanosecond } = wall;
    const local = daysFromEpoch(wall) * SECONDS_IN_DAY + hour * 3600 + minute * 60 + second;
    // The offset depends on the moment, which depends on the offset: look at local time as if it were UTC, then once more.
    const guess = location.zoneAt(local).offset;
    const offset = guess === 0 ? 0 : location.zoneAt(local - guess).offset;
    return new GoTime(BigInt(local - offset) * NS_IN_SECOND + BigInt(nanosecond), location);
  }

  static fromInstant(moment: Instant, location: GoLocation): GoTime {
    // A float has no room for nanoseconds since 1970: whole milliseconds and the rest go apart.
    const ms = Math.floor(moment);
    return new GoTime(BigInt(ms) * NS_IN_MS + BigInt(Math.round((moment - ms) * 1e6)), location);
  }

  toInstant(): Instant {
    return instantOf(Number(this.ns / NS_IN_MS) + Number(this.ns % NS_IN_MS) / 1e6);
  }

  /** Calendar and clock at this moment in this place. */
  get wall(): WallTime {
    this.#wall ??= this.#readWall();
    return this.#wall;
  }

  /** Whole seconds since 1970, rounded down. */
  get unix(): bigint {
    return (this.ns - modulo(this.ns, NS_IN_SECOND)) / NS_IN_SECOND;
  }

  get isSummer(): boolean {
    return this.location.zoneAt(Number(this.unix)).isSummer;
  }

  /** Below, at or above zero as this is before, at or after `other`. Places do not matter. */
  compare(other: GoTime): -1 | 0 | 1 {
    if (this.ns === other.ns) return 0;
    return this.ns < other.ns ? -1 : 1;
  }

  in(location: GoLocation): GoTime {
    return new GoTime(this.ns, location);
  }

  add(length: GoDuration): GoTime {
    return new GoTime(this.ns + length.ns, this.location);
  }

  /** The same time of day some years, months and days on; what is beyond the end of a month carries over. */
  addDate(years: number, months: number, days: number): GoTime {
    const { year, month, day } = this.wall;
    return GoTime.at({ ...this.wall, year: year + years, month: month + months, day: day + days }, this.location);
  }

  /** How long after `other` this is, at most 64 bits of nanoseconds (292 years) either way. */
  since(other: GoTime): GoDuration {
    const length = this.ns - other.ns;
    if (length > LONGEST) return new GoDuration(LONGEST);
    return new GoDuration(length < -LONGEST - 1n ? -LONGEST - 1n : length);
  }

  /** Rounded down to a multiple of `step` since year 1; as it is when `step` is not above zero. */
  truncate(step: GoDuration): GoTime {
    if (step.ns <= 0n) return this;
    return new GoTime(this.ns - modulo(this.ns + YEAR_1_TO_1970, step.ns), this.location);
  }

  /** The nearest multiple of `step` since year 1, halves up; as it is when `step` is not above zero. */
  round(step: GoDuration): GoTime {
    if (step.ns <= 0n) return this;
    const rest = modulo(this.ns + YEAR_1_TO_1970, step.ns);
    const down = this.ns - rest;
    return new GoTime(rest + rest < step.ns ? down : down + step.ns, this.location);
  }

  /** @see https://pkg.go.dev/time#Time.Format */
  format(layout: string): string {
    return formatWallTime(this.wall, layout);
  }

  /** As Go prints a time: `2023-08-14 00:00:00 +0000 UTC`. */
  toString(): string {
    return this.format('2006-01-02 15:04:05.999999999 -0700 MST');
  }

  #readWall(): WallTime {
    const zone = this.location.zoneAt(Number(this.unix));
    const local = Number(this.unix) + zone.offset;
    const days = Math.floor(local / SECONDS_IN_DAY);
    const seconds = local - days * SECONDS_IN_DAY;
    const date = calendarDay(days);
    return {
      ...date,
      hour: Math.floor(seconds / 3600),
      minute: Math.floor(seconds / 60) % 60,
      second: seconds % 60,
      nanosecond: Number(modulo(this.ns, NS_IN_SECOND)),
      weekday: weekdayOf(days),
      yearDay: yearDayOf(date),
      zoneName: zone.name,
      offset: zone.offset,
    };
  }
}

function modulo(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}
