import { describe, expect, it } from 'vitest';
import { longDurationMs } from '../../src/core/long-duration.ts';

const HOUR = 60 * 60 * 1000;

describe('a length of time in days', () => {
  it.each([
    ['90d', 90 * 24 * HOUR],
    ['1d12h', 36 * HOUR],
    ['36h', 36 * HOUR],
    ['1.5h', 1.5 * HOUR],
    ['250ms', 250],
    ['0', 0],
    ['0d', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(longDurationMs(text)).toBe(ms);
  });

  it.each([
    ['', 'invalid duration ""'],
    ['90', 'missing unit in duration "90"'],
    ['d', 'invalid duration "d"'],
    ['1.5d', 'unknown unit "d" in duration "1.5d"'],
    ['12h1d', 'unknown unit "d" in duration "12h1d"'],
    ['-1h', 'it is negative'],
    ['-1d', 'unknown unit "d"'],
    ['1d-30h', 'it is negative'],
    ['1d-1h', 'it is negative'],
    ['99999999d', 'unknown unit "d"'],
    [' 1d', 'invalid duration'],
    ['1 d', 'unknown unit'],
  ])('%j is none', (text, why) => {
    expect(() => longDurationMs(text)).toThrow(why);
    expect(() => longDurationMs(text)).toThrow('expected a duration such as 90d, 1d12h, 36h or 90s');
  });
});
