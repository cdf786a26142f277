import { describe, expect, it } from 'vitest';
import { GoMonth, GoWeekday } from '../../../src/core/go/time/calendar-name.ts';
import { GoDuration } from '../../../src/core/go/time/go-duration.ts';
import { GoTime } from '../../../src/core/go/time/go-time.ts';
import { loadLocation, UTC } from '../../../src/core/go/time/location.ts';
import { TimeError } from '../../../src/core/go/time/time-error.ts';
import { METHODS_BY_TYPE, type TimeMethod } from '../../../src/evaluator/time/methods.ts';
import { readDate } from '../../../src/evaluator/time/read-date.ts';
import type { TimeValue } from '../../../src/evaluator/time/time-value.ts';

const DATE = readDate('2023-08-14T16:05:06.123456789Z');
const TOKYO = loadLocation('Asia/Tokyo');
const HOUR = new GoDuration(3_600_000_000_000n);

function methodOf(type: string, name: string): TimeMethod {
  const method = METHODS_BY_TYPE.get(type)?.get(name);
  if (method === undefined) throw new Error(`${type} has no ${name}`);
  return method;
}

/** Facts from Go 1.26 for 2023-08-14T16:05:06.123456789Z. */
const OF_TIME: readonly { name: string; args?: readonly TimeValue[]; result: TimeValue | string }[] = [
  { name: 'Add', args: [HOUR], result: '2023-08-14 17:05:06.123456789 +0000 UTC' },
  { name: 'AddDate', args: [0n, 1n, 20n], result: '2023-10-04 16:05:06.123456789 +0000 UTC' },
  { name: 'After', args: [DATE], result: false },
  { name: 'Before', args: [DATE.add(HOUR)], result: true },
  { name: 'Compare', args: [DATE.add(HOUR)], result: -1n },
  { name: 'Day', result: 14n },
  { name: 'Equal', args: [DATE.in(TOKYO)], result: true },
  { name: 'Format', args: ['Jan 2, 2006'], result: 'Aug 14, 2023' },
  { name: 'GoString', result: 'time.Date(2023, time.August, 14, 16, 5, 6, 123456789, time.UTC)' },
  { name: 'Hour', result: 16n },
  { name: 'ISOWeek', result: 2023n },
  { name: 'In', args: [TOKYO], result: '2023-08-15 01:05:06.123456789 +0900 JST' },
  { name: 'IsDST', result: false },
  { name: 'IsZero', result: false },
  { name: 'Local', result: '2023-08-14 16:05:06.123456789 +0000 UTC' },
  { name: 'Location', result: UTC },
  { name: 'Minute', result: 5n },
  { name: 'Month', result: new GoMonth(8) },
  { name: 'Nanosecond', result: 123456789n },
  { name: 'Round', args: [HOUR], result: '2023-08-14 16:00:00 +0000 UTC' },
  { name: 'Second', result: 6n },
  { name: 'String', result: '2023-08-14 16:05:06.123456789 +0000 UTC' },
  { name: 'Sub', args: [DATE.add(HOUR)], result: new GoDuration(-3_600_000_000_000n) },
  { name: 'Truncate', args: [HOUR], result: '2023-08-14 16:00:00 +0000 UTC' },
  { name: 'UTC', result: '2023-08-14 16:05:06.123456789 +0000 UTC' },
  { name: 'Unix', result: 1692029106n },
  { name: 'UnixMicro', result: 1692029106123456n },
  { name: 'UnixMilli', result: 1692029106123n },
  { name: 'UnixNano', result: 1692029106123456789n },
  { name: 'Weekday', result: new GoWeekday(1) },
  { name: 'Year', result: 2023n },
  { name: 'YearDay', result: 226n },
  { name: 'Zone', result: 'UTC' },
  { name: 'MarshalText', result: new TextEncoder().encode('2023-08-14T16:05:06.123456789Z') },
  { name: 'MarshalJSON', result: new TextEncoder().encode('"2023-08-14T16:05:06.123456789Z"') },
];

/** Facts from Go 1.26 for -90m0.0015005s. */
const OF_DURATION: readonly { name: string; args?: readonly TimeValue[]; result: TimeValue | string }[] = [
  { name: 'Abs', result: new GoDuration(5_400_001_500_500n) },
  { name: 'Hours', result: -1.5000004168055554 },
  { name: 'Microseconds', result: -5_400_001_500n },
  { name: 'Milliseconds', result: -5_400_001n },
  { name: 'Minutes', result: -90.00002500833334 },
  { name: 'Nanoseconds', result: -5_400_001_500_500n },
  { name: 'Round', args: [HOUR], result: new GoDuration(-7_200_000_000_000n) },
  { name: 'Seconds', result: -5400.0015005 },
  { name: 'String', result: '-1h30m0.0015005s' },
  { name: 'Truncate', args: [HOUR], result: new GoDuration(-3_600_000_000_000n) },
];

describe('methods that a condition may call', () => {
  it.each(OF_TIME)('$name of a time', ({ name, args = [], result }) => {
    const method = methodOf('time.Time', name);
    const got = method.call(DATE, args);
    expect(method.params).toHaveLength(args.length);
    expect(got instanceof GoTime ? String(got) : got).toEqual(result);
  });

  it.each(OF_DURATION)('$name of a duration', ({ name, args = [], result }) => {
    const method = methodOf('time.Duration', name);
    expect(method.params).toHaveLength(args.length);
    expect(method.call(new GoDuration(-5_400_001_500_500n), args)).toEqual(result);
  });

  it.each([
    ['time.Month', new GoMonth(8), 'August'],
    ['time.Weekday', new GoWeekday(0), 'Sunday'],
    ['*time.Location', TOKYO, 'Asia/Tokyo'],
  ] as const)('the String of a %s', (type, value, text) => {
    expect(methodOf(type, 'String').call(value, [])).toBe(text);
  });

  it('what gives three results says so, so that the checker can refuse it', () => {
    expect(methodOf('time.Time', 'Clock').results).toEqual(['int', 'int', 'int']);
    expect(methodOf('time.Time', 'Date').results).toEqual(['int', 'time.Month', 'int']);
  });

  it('a time cannot be seen from no place', () => {
    expect(() => methodOf('time.Time', 'In').call(DATE, [null])).toThrow(
      new TimeError('time: missing Location in call to Time.In'),
    );
  });

  it('a time after the year 9999 cannot be encoded', () => {
    const late = DATE.addDate(8000, 0, 0);
    expect(() => methodOf('time.Time', 'MarshalJSON').call(late, [])).toThrow(
      new TimeError('Time.MarshalJSON: year outside of range [0,9999]'),
    );
  });

  // Facts from Go 1.26.
  it.each([
    ['2021-01-03', 2020n],
    ['2021-01-04', 2021n],
    ['2020-12-31', 2020n],
    ['2024-12-30', 2025n],
    ['2018-12-31', 2019n],
    ['2016-01-01', 2015n],
  ])('the ISO week of %s belongs to %d', (date, year) => {
    expect(methodOf('time.Time', 'ISOWeek').call(readDate(date), [])).toBe(year);
  });
});
