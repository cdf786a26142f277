import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { durationMs, formatGoDuration, parseGoDuration } from '../../../src/core/go/duration.ts';

/** Facts from Go 1.26: time.ParseDuration(text) in nanoseconds, and how it prints them. */
const DURATIONS: readonly (readonly [text: string, ns: bigint, printed: string])[] = [
  ['0', 0n, '0s'],
  ['-0', 0n, '0s'],
  ['1h30m', 5_400_000_000_000n, '1h30m0s'],
  ['1.5s', 1_500_000_000n, '1.5s'],
  ['250ms', 250_000_000n, '250ms'],
  ['-2ms', -2_000_000n, '-2ms'],
  ['+5m', 300_000_000_000n, '5m0s'],
  ['1us', 1_000n, '1µs'],
  ['1.5µs', 1_500n, '1.5µs'],
  ['1μs', 1_000n, '1µs'],
  ['1ns', 1n, '1ns'],
  ['.5h', 1_800_000_000_000n, '30m0s'],
  ['5.h', 18_000_000_000_000n, '5h0m0s'],
  ['1h1h', 7_200_000_000_000n, '2h0m0s'],
  ['1.999999999999s', 1_999_999_999n, '1.999999999s'],
  ['0.1ns', 0n, '0s'],
  ['0.3333333333333333333h', 1_200_000_000_000n, '20m0s'],
  ['0.830103483285477580700h', 2_988_372_539_827n, '49m48.372539827s'],
  ['39h9m14.425s', 140_954_425_000_000n, '39h9m14.425s'],
  ['2562047h47m16.854775807s', 9_223_372_036_854_775_807n, '2562047h47m16.854775807s'],
  ['-9223372036854775808ns', -9_223_372_036_854_775_808n, '-2562047h47m16.854775808s'],
];

const REFUSED: readonly (readonly [text: string, error: string])[] = [
  ['', 'time: invalid duration ""'],
  ['x', 'time: invalid duration "x"'],
  ['-', 'time: invalid duration "-"'],
  ['.h', 'time: invalid duration ".h"'],
  ['1.1.1s', 'time: missing unit in duration "1.1.1s"'],
  ['--1s', 'time: invalid duration "--1s"'],
  [' 1h', 'time: invalid duration " 1h"'],
  ['00', 'time: missing unit in duration "00"'],
  ['5', 'time: missing unit in duration "5"'],
  ['1h5', 'time: missing unit in duration "1h5"'],
  ['1d', 'time: unknown unit "d" in duration "1d"'],
  ['1H', 'time: unknown unit "H" in duration "1H"'],
  ['5 m', 'time: unknown unit " m" in duration "5 m"'],
  ['1h ', 'time: unknown unit "h " in duration "1h "'],
  ['1é', 'time: unknown unit "\\xc3\\xa9" in duration "1\\xc3\\xa9"'],
  ['9223372036854775808ns', 'time: invalid duration "9223372036854775808ns"'],
  ['3000000h', 'time: invalid duration "3000000h"'],
  ['99999999999999999999h', 'time: invalid duration "99999999999999999999h"'],
];

describe('durations as Go reads and writes them', () => {
  it.each(DURATIONS)('%s is %s ns, printed %s', (text, ns, printed) => {
    expect(parseGoDuration(text)).toBe(ns);
    expect(formatGoDuration(ns)).toBe(printed);
  });

  it.each(REFUSED)('%j is refused: %s', (text, error) => {
    expect(() => parseGoDuration(text)).toThrow(new Fault('DURATION_INVALID', error, { text }));
  });

  it.each([
    ['90s', 90_000],
    ['1.5ms', 1.5],
    ['-5s', -5_000],
    ['0', 0],
  ])('%s is %d milliseconds', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
});
