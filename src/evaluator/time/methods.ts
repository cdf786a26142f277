import { wrapInt64 } from '../../core/go/int.ts';
import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import type { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import { type GoLocation, LOCAL, UTC } from '../../core/go/time/location.ts';
import { rfc3339 } from '../../core/go/time/rfc3339.ts';
import { TimeError } from '../../core/go/time/time-error.ts';
import { goSyntax, isoWeekYear } from './time-text.ts';
import type { TimeTypeName, TimeTypes, TimeValue } from './time-value.ts';

/** A method that a condition may call on a time, duration, month, weekday or location. */
export interface TimeMethod {
  /** Go's names of the parameters' types. Nil is only allowed for `*time.Location`. */
  readonly params: readonly TimeTypeName[];
  /** Go's names of the results' types. A condition sees the first of two; it may not call what has three. */
  readonly results: readonly TimeTypeName[];
  /** The first result. The arguments are as many and of such types as `params` says: the caller has made sure. @throws TimeError with Go's text */
  call(receiver: TimeValue, args: readonly TimeValue[]): TimeValue;
}

type Arguments<Params extends readonly TimeTypeName[]> = { [index in keyof Params]: TimeTypes[Params[index]] };

function ofTime<const Params extends readonly TimeTypeName[], Result extends TimeTypeName>(
  params: Params,
  results: readonly [Result, ...TimeTypeName[]],
  call: (time: GoTime, args: Arguments<Params>) => TimeTypes[Result],
): TimeMethod {
  // The checker and the machine look at the receiver's type and at those in `params` before they call; so it is below.
  return { params, results, call: (receiver, args) => call(receiver as GoTime, args as Arguments<Params>) };
}

function ofDuration<const Params extends readonly TimeTypeName[], Result extends TimeTypeName>(
  params: Params,
  results: readonly [Result, ...TimeTypeName[]],
  call: (length: GoDuration, args: Arguments<Params>) => TimeTypes[Result],
): TimeMethod {
  return { params, results, call: (receiver, args) => call(receiver as GoDuration, args as Arguments<Params>) };
}

/** What conditions may not call, because it gives three results; the checker says so by the list of results. */
function threeResults(results: readonly TimeTypeName[]): TimeMethod {
  return {
    params: [],
    results,
    call: () => {
      throw new TimeError('returns more then two values');
    },
  };
}

/** Methods of `time.Time`. @see https://pkg.go.dev/time#Time, without those that take or give encoded bytes or intervals of zones */
export const TIME_METHODS: ReadonlyMap<string, TimeMethod> = new Map([
  ['Add', ofTime(['time.Duration'], ['time.Time'], (time, [length]) => time.add(length))],
  [
    'AddDate',
    ofTime(['int', 'int', 'int'], ['time.Time'], (time, [years, months, days]) =>
      time.addDate(Number(years), Number(months), Number(days)),
    ),
  ],
  ['After', ofTime(['time.Time'], ['bool'], (time, [other]) => time.compare(other) > 0)],
  ['Before', ofTime(['time.Time'], ['bool'], (time, [other]) => time.compare(other) < 0)],
  ['Clock', threeResults(['int', 'int', 'int'])],
  ['Compare', ofTime(['time.Time'], ['int'], (time, [other]) => BigInt(time.compare(other)))],
  ['Date', threeResults(['int', 'time.Month', 'int'])],
  ['Day', ofTime([], ['int'], ({ wall }) => BigInt(wall.day))],
  ['Equal', ofTime(['time.Time'], ['bool'], (time, [other]) => time.compare(other) === 0)],
  ['Format', ofTime(['string'], ['string'], (time, [layout]) => time.format(layout))],
  ['GoString', ofTime([], ['string'], goSyntax)],
  ['Hour', ofTime([], ['int'], ({ wall }) => BigInt(wall.hour))],
  ['ISOWeek', ofTime([], ['int', 'int'], ({ wall }) => BigInt(isoWeekYear(wall)))],
  ['In', ofTime(['*time.Location'], ['time.Time'], (time, [location]) => time.in(presentLocation(location)))],
  ['IsDST', ofTime([], ['bool'], (time) => time.isSummer)],
  ['IsZero', ofTime([], ['bool'], (time) => time.compare(YEAR_1) === 0)],
  ['Local', ofTime([], ['time.Time'], (time) => time.in(LOCAL))],
  ['Location', ofTime([], ['*time.Location'], (time) => time.location)],
  ['MarshalJSON', ofTime([], ['[]uint8', 'error'], (time) => bytes(`"${encoded(time, 'JSON')}"`))],
  ['MarshalText', ofTime([], ['[]uint8', 'error'], (time) => bytes(encoded(time, 'Text')))],
  ['Minute', ofTime([], ['int'], ({ wall }) => BigInt(wall.minute))],
  ['Month', ofTime([], ['time.Month'], ({ wall }) => new GoMonth(wall.month))],
  ['Nanosecond', ofTime([], ['int'], ({ wall }) => BigInt(wall.nanosecond))],
  ['Round', ofTime(['time.Duration'], ['time.Time'], (time, [step]) => time.round(step))],
  ['Second', ofTime([], ['int'], ({ wall }) => BigInt(wall.second))],
  ['String', ofTime([], ['string'], String)],
  ['Sub', ofTime(['time.Time'], ['time.Duration'], (time, [other]) => time.since(other))],
  ['Truncate', ofTime(['time.Duration'], ['time.Time'], (time, [step]) => time.truncate(step))],
  ['UTC', ofTime([], ['time.Time'], (time) => time.in(UTC))],
  ['Unix', ofTime([], ['int64'], ({ unix }) => wrapInt64(unix))],
  ['UnixMicro', ofTime([], ['int64'], (time) => wrapInt64(wholeUnits(time, 1_000n)))],
  ['UnixMilli', ofTime([], ['int64'], (time) => wrapInt64(wholeUnits(time, 1_000_000n)))],
  ['UnixNano', ofTime([], ['int64'], ({ ns }) => wrapInt64(ns))],
  ['Weekday', ofTime([], ['time.Weekday'], ({ wall }) => new GoWeekday(wall.weekday))],
  ['Year', ofTime([], ['int'], ({ wall }) => BigInt(wall.year))],
  ['YearDay', ofTime([], ['int'], ({ wall }) => BigInt(wall.yearDay))],
  ['Zone', ofTime([], ['string', 'int'], ({ wall }) => wall.zoneName)],
]);

/** Methods of `time.Duration`. @see https://pkg.go.dev/time#Duration */
export const DURATION_METHODS: ReadonlyMap<string, TimeMethod> = new Map([
  ['Abs', ofDuration([], ['time.Duration'], (length) => length.abs())],
  ['Hours', ofDuration([], ['float64'], (length) => length.hours())],
  ['Microseconds', ofDuration([], ['int64'], ({ ns }) => ns / 1_000n)],
  ['Milliseconds', ofDuration([], ['int64'], ({ ns }) => ns / 1_000_000n)],
  ['Minutes', ofDuration([], ['float64'], (length) => length.minutes())],
  ['Nanoseconds', ofDuration([], ['int64'], ({ ns }) => ns)],
  ['Round', ofDuration(['time.Duration'], ['time.Duration'], (length, [step]) => length.round(step))],
  ['Seconds', ofDuration([], ['float64'], (length) => length.seconds())],
  ['String', ofDuration([], ['string'], String)],
  ['Truncate', ofDuration(['time.Duration'], ['time.Duration'], (length, [step]) => length.truncate(step))],
]);

/** The one method of `time.Month`, `time.Weekday` and `*time.Location`: their name. */
export const NAME_METHODS: ReadonlyMap<string, TimeMethod> = new Map([
  ['String', { params: [], results: ['string'], call: String }],
]);

/** The methods of each type, by Go's name of the type. */
export const METHODS_BY_TYPE: ReadonlyMap<string, ReadonlyMap<string, TimeMethod>> = new Map([
  ['time.Time', TIME_METHODS],
  ['time.Duration', DURATION_METHODS],
  ['time.Month', NAME_METHODS],
  ['time.Weekday', NAME_METHODS],
  ['*time.Location', NAME_METHODS],
]);

const YEAR_1 = GoTime.at({ year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0 }, UTC);

function presentLocation(location: GoLocation | null): GoLocation {
  if (location === null) throw new TimeError('time: missing Location in call to Time.In');
  return location;
}

/** Rounded down, as Go counts seconds and the part below them apart. */
function wholeUnits({ ns }: GoTime, unit: bigint): bigint {
  const rest = ns % unit;
  return (ns - rest) / unit - (rest < 0n ? 1n : 0n);
}

function encoded(time: GoTime, as: 'JSON' | 'Text'): string {
  const text = rfc3339(time);
  if (text.ok) return text.value;
  throw new TimeError(`Time.Marshal${as}: ${text.error}`);
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
