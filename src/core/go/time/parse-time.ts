import { quoteForTime } from '../quote.ts';
import { calendarDay, daysFromEpoch, daysInMonth, MONTHS, WEEKDAYS } from './calendar.ts';
import { GoDuration } from './go-duration.ts';
import { GoTime } from './go-time.ts';
import { type ElementKind, offsetStyle, piecesOf } from './layout.ts';
import { fixedLocation, type GoLocation, LOCAL, UTC } from './location.ts';
import { TimeError } from './time-error.ts';
import { Mismatch, OutOfRange, TimeScanner } from './time-scanner.ts';
import type { WallClock } from './wall-clock.ts';

/**
 * Reads a time by a layout. What the layout leaves out is zero, or the first: `15:04` gives the 1st of January of year 0.
 *
 * @param location  where a time without a zone was read off the wall, and which zones are looked up first; default universal time
 * @throws TimeError in Go's words: `parsing time "x" as "2006": cannot parse "x" as "2006"`, `parsing time "…": month out of range`.
 *   The part that could not be parsed is told as Go 1.19 does, which drops a year of bad digits before telling.
 * @see https://pkg.go.dev/time#Parse and ParseInLocation
 */
export function parseTime(layout: string, value: string, location?: GoLocation): GoTime {
  const scanner = new TimeScanner(value);
  const found: Found = {};
  const pieces = piecesOf(layout);
  for (const [index, { literal, element }] of pieces.entries()) {
    if (!scanner.skip(literal)) throw mismatch(layout, value, literal, scanner.left);
    const next = pieces[index + 1]?.element?.kind;
    if (element !== undefined) readElement(element, { scanner, found, next, layout, value });
  }
  if (scanner.left !== '') throw refuse(value, `extra text: ${quoteForTime(scanner.left)}`);
  const wall = wallOf(found);
  if (typeof wall === 'string') throw refuse(value, wall);
  return place(wall, found, location);
}

/** What a text said, as far as it was read. */
interface Found {
  year?: number;
  month?: number;
  day?: number;
  yearDay?: number;
  hour?: number;
  minute?: number;
  second?: number;
  nanosecond?: number;
  isAfternoon?: boolean;
  /** A `Z` or `UTC`. */
  isUtc?: boolean;
  offset?: number;
  zoneName?: string;
}

interface Reading {
  readonly scanner: TimeScanner;
  readonly found: Found;
  /** The element after this one. */
  readonly next: ElementKind | undefined;
  readonly layout: string;
  readonly value: string;
}

function readElement({ kind, text }: { kind: ElementKind; text: string }, reading: Reading): void {
  const { scanner, found, next, layout, value } = reading;
  try {
    READERS[kind](scanner, found, text);
    // A fraction may follow the seconds though the layout has none.
    const isFractionNext = next === 'fraction' || next === 'fractionCut';
    if (kind === 'second' || kind === 'second2') scanner.fractionUnless(found, isFractionNext);
  } catch (thrown) {
    if (thrown instanceof Mismatch) throw mismatch(layout, value, text, scanner.left);
    if (thrown instanceof OutOfRange) throw refuse(value, `${thrown.what} out of range`);
    throw thrown;
  }
}

/** Each takes its element off the front of what is left. */
const READERS: { readonly [kind in ElementKind]: (scanner: TimeScanner, found: Found, text: string) => void } = {
  monthName: (scanner, found) => {
    found.month = scanner.oneOf(MONTHS) + 1;
  },
  monthShort: (scanner, found) => {
    found.month = scanner.oneOf(MONTHS, 3) + 1;
  },
  month: readMonth,
  month2: readMonth,
  weekdayName: (scanner) => scanner.oneOf(WEEKDAYS),
  weekdayShort: (scanner) => scanner.oneOf(WEEKDAYS, 3),
  day: readDay,
  dayPadded: (scanner, found, text) => {
    scanner.blank();
    readDay(scanner, found, text);
  },
  day2: readDay,
  yearDayPadded: (scanner, found) => {
    scanner.blank();
    scanner.blank();
    found.yearDay = scanner.digits(1, 3);
  },
  yearDay3: (scanner, found) => {
    found.yearDay = scanner.digits(3, 3);
  },
  hour24: (scanner, found) => {
    found.hour = within('hour', scanner.digits(1, 2), 23);
  },
  hour12: readHour12,
  hour12Two: readHour12,
  minute: readMinute,
  minute2: readMinute,
  second: readSecond,
  second2: readSecond,
  year: (scanner, found) => {
    found.year = scanner.year4();
  },
  year2: (scanner, found) => {
    const year = scanner.year2();
    found.year = year + (year >= 69 ? 1900 : 2000);
  },
  upperHalf: (scanner, found) => {
    found.isAfternoon = scanner.half('AM', 'PM');
  },
  lowerHalf: (scanner, found) => {
    found.isAfternoon = scanner.half('am', 'pm');
  },
  zoneName: (scanner, found) => {
    if (scanner.take('UTC')) found.isUtc = true;
    else found.zoneName = scanner.zoneName();
  },
  offset: (scanner, found, text) => {
    const style = offsetStyle(text);
    if (style.usesZ && scanner.take('Z')) found.isUtc = true;
    else found.offset = scanner.offset(style);
  },
  fraction: (scanner, found, text) => {
    found.nanosecond = scanner.fraction(text.length);
  },
  fractionCut: (scanner, found) => scanner.fractionUnless(found, false),
};

function readMonth(scanner: TimeScanner, found: Found, text: string): void {
  const month = scanner.digits(text.length, 2);
  if (month === 0) throw new OutOfRange('month');
  found.month = within('month', month, 12);
}

function readDay(scanner: TimeScanner, found: Found, text: string): void {
  found.day = scanner.digits(text === '02' ? 2 : 1, 2);
}

function readHour12(scanner: TimeScanner, found: Found, text: string): void {
  found.hour = within('hour', scanner.digits(text.length, 2), 12);
}

function readMinute(scanner: TimeScanner, found: Found, text: string): void {
  found.minute = within('minute', scanner.digits(text.length, 2), 59);
}

function readSecond(scanner: TimeScanner, found: Found, text: string): void {
  found.second = within('second', scanner.digits(text.length, 2), 59);
}

function within(what: string, value: number, limit: number): number {
  if (value > limit) throw new OutOfRange(what);
  return value;
}

/** The wall clock that was meant, or what is wrong with it. */
function wallOf(found: Found): WallClock | string {
  const { year = 0, minute = 0, second = 0, nanosecond = 0 } = found;
  const date = found.yearDay === undefined ? { month: 1, day: 1, ...given(found) } : fromYearDay(year, found);
  if (typeof date === 'string') return date;
  if (date.day < 1 || date.day > daysInMonth(year, date.month)) return 'day out of range';
  return { year, ...date, hour: hourOf(found), minute, second, nanosecond };
}

function given({ month, day }: Found): { month?: number; day?: number } {
  return { ...(month !== undefined && { month }), ...(day !== undefined && { day }) };
}

function fromYearDay(year: number, { yearDay = 0, month, day }: Found): { month: number; day: number } | string {
  const length = daysFromEpoch({ year: year + 1, month: 1, day: 1 }) - daysFromEpoch({ year, month: 1, day: 1 });
  if (yearDay < 1 || yearDay > length) return 'day-of-year out of range';
  const date = calendarDay(daysFromEpoch({ year, month: 1, day: yearDay }));
  if (month !== undefined && month !== date.month) return 'day-of-year does not match month';
  if (day !== undefined && day !== date.day) return 'day-of-year does not match day';
  return { month: date.month, day: date.day };
}

function hourOf({ hour = 0, isAfternoon }: Found): number {
  if (isAfternoon === true && hour < 12) return hour + 12;
  return isAfternoon === false && hour === 12 ? 0 : hour;
}

/** Finds the moment: by a `Z`, by an offset, by the name of a zone, or by the place. */
function place(wall: WallClock, { isUtc, offset, zoneName }: Found, location: GoLocation | undefined): GoTime {
  if (isUtc) return GoTime.at(wall, UTC);
  const local = location ?? LOCAL;
  if (offset !== undefined) return atOffset(wall, offset, { zoneName, local });
  if (zoneName !== undefined) return inNamedZone(wall, zoneName, local);
  return GoTime.at(wall, location ?? UTC);
}

function atOffset(
  wall: WallClock,
  offset: number,
  { zoneName, local }: { zoneName: string | undefined; local: GoLocation },
): GoTime {
  const moment = GoTime.at(wall, UTC).add(seconds(-offset));
  const zone = local.zoneAt(Number(moment.unix));
  const isLocal = zone.offset === offset && (zoneName === undefined || zone.name === zoneName);
  return moment.in(isLocal ? local : fixedLocation(zoneName ?? '', offset));
}

function inNamedZone(wall: WallClock, zoneName: string, local: GoLocation): GoTime {
  const asIfUtc = GoTime.at(wall, UTC);
  const offset = local.offsetNamed(zoneName, Number(asIfUtc.unix));
  if (offset !== undefined) return asIfUtc.add(seconds(-offset)).in(local);
  // Of an unknown zone Go keeps the name and takes the time for universal time, with a local clock only for `GMT+3`.
  const [, hours = '0'] = /^GMT([+-]\d+)$/.exec(zoneName) ?? [];
  return asIfUtc.in(fixedLocation(zoneName, Number(hours) * 3600));
}

function seconds(count: number): GoDuration {
  return new GoDuration(BigInt(count) * 1_000_000_000n);
}

function mismatch(layout: string, value: string, element: string, left: string): TimeError {
  const [whole, by, part, wanted] = [value, layout, left, element].map(quoteForTime);
  return new TimeError(`parsing time ${whole} as ${by}: cannot parse ${part} as ${wanted}`);
}

function refuse(value: string, why: string): TimeError {
  return new TimeError(`parsing time ${quoteForTime(value)}: ${why}`);
}
