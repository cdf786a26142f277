import { describe, expect, it } from 'vitest';
import { GoDuration } from '../../../src/core/go/time/go-duration.ts';
import { GoTime } from '../../../src/core/go/time/go-time.ts';
import { loadLocation, UTC } from '../../../src/core/go/time/location.ts';
import { addTimes, compareTimes, multiplyDuration, subtractTimes } from '../../../src/evaluator/time/arithmetic.ts';

const NOON = new GoTime(43_200_000_000_000n, UTC);
const HOUR = new GoDuration(3_600_000_000_000n);

function print(value: GoTime | GoDuration | number | undefined): string {
  return value === undefined ? 'none' : String(value);
}

describe('operators between times and durations', () => {
  it.each([
    ['time + duration', NOON, HOUR, '1970-01-01 13:00:00 +0000 UTC'],
    ['duration + time', HOUR, NOON, '1970-01-01 13:00:00 +0000 UTC'],
    ['duration + duration', HOUR, HOUR, '2h0m0s'],
    ['time + time', NOON, NOON, 'none'],
    ['duration + int', HOUR, 1n, 'none'],
  ])('%s', (_, left, right, result) => {
    expect(print(addTimes(left, right))).toBe(result);
  });

  it.each([
    ['time - time', NOON.add(HOUR), NOON, '1h0m0s'],
    ['time - duration', NOON, HOUR, '1970-01-01 11:00:00 +0000 UTC'],
    ['duration - duration', HOUR, HOUR, '0s'],
    ['duration - time', HOUR, NOON, 'none'],
  ])('%s', (_, left, right, result) => {
    expect(print(subtractTimes(left, right))).toBe(result);
  });

  it.each([
    ['duration * int', HOUR, 3n, '3h0m0s'],
    ['int * duration', 3n, HOUR, '3h0m0s'],
    ['duration * float64 is a number of nanoseconds', HOUR, 3, '10800000000000'],
    ['float64 * duration', 0.5, HOUR, '1800000000000'],
    ['duration * duration wraps at 64 bits', HOUR, HOUR, '39817h19m56.288008192s'],
    ['int * int', 3n, 3n, 'none'],
    ['duration * string', HOUR, 'x', 'none'],
  ])('%s', (_, left, right, result) => {
    expect(print(multiplyDuration(left, right))).toBe(result);
  });

  it.each([
    ['times, whatever their places', NOON, NOON.in(loadLocation('Asia/Tokyo')), 0],
    ['an earlier time', NOON, NOON.add(HOUR), -1],
    ['durations', HOUR, new GoDuration(1n), 1],
    ['equal durations', HOUR, new GoDuration(HOUR.ns), 0],
    ['a duration and a number', HOUR, 5, undefined],
    ['a time and a duration', NOON, HOUR, undefined],
  ])('comparing %s', (_, left, right, order) => {
    expect(compareTimes(left, right)).toBe(order);
  });
});
