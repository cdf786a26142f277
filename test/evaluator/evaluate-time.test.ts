import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import { evaluateTime } from '../../src/evaluator/evaluate-time.ts';

const NOW = instantOf(Date.UTC(2026, 2, 1, 10));

describe('the start and the end of a range query', () => {
  it.each([
    ['now()', Date.UTC(2026, 2, 1, 10)],
    ['now() - duration("5m")', Date.UTC(2026, 2, 1, 9, 55)],
    ['now().Truncate(duration("24h"))', Date.UTC(2026, 2, 1)],
    ['date("2023-08-14")', Date.UTC(2023, 7, 14)],
    ['date("2023-08-14").Add(duration("1500us"))', Date.UTC(2023, 7, 14) + 1.5],
  ])('%s is a moment', (text, wanted) => {
    expect(evaluateTime(text, NOW)).toBe(wanted);
  });

  it.each([
    ['"now"', 'expected time.Time, but got string'],
    ['5', 'expected time.Time, but got int'],
    ['nil', 'expected time.Time, but got <nil>'],
    ['result', 'unknown name result'],
    ['asInt("1")', 'unknown name asInt'],
    ['isNaN(1.5)', 'expected time.Time, but got bool'],
    ['now() -', 'unexpected token EOF'],
    ['now() - duration("1d")', 'time: unknown unit "d" in duration "1d"'],
  ])('%s: %s', (text, message) => {
    expect(() => evaluateTime(text, NOW)).toThrow(expect.objectContaining({ code: 'CONDITION_INVALID', message }));
  });
});
