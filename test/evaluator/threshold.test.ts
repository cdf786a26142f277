import { describe, expect, it } from 'vitest';
import { thresholdOf } from '../../src/evaluator/threshold.ts';

describe('a threshold is read from a condition', () => {
  it.each([
    ['result >= 0.95', '>=', 0.95],
    ['result[0] < 5', '<', 5],
    ['(result[0]) <= -0.5', '<=', -0.5],
    ['0.5 > result.rate', '<', 0.5],
    ['result.data[0]?.value > 1e3', '>', 1000],
    ['asFloat(result.x) <= 3', '<=', 3],
    ['max(result) < 5', '<', 5],
    ['len(result) == 0 || result[0] < 1', '<', 1],
    ['isNaN(result) or result < 1', '<', 1],
  ] as const)('%s', (text, operator, value) => {
    expect(thresholdOf(text)).toEqual({ operator, value });
  });

  it.each([
    'result == 1',
    'result > 1 && result < 2',
    'len(result) > 1',
    'result > limit',
    'result >',
    'true',
    'all(result, # < 1)',
  ])('there is none in %s', (text) => {
    expect(thresholdOf(text)).toBeUndefined();
  });
});
