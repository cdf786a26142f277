import { describe, expect, it } from 'vitest';
import { comparisonIn, holds } from '../../../src/dashboard/condition/comparison.ts';

describe('a comparison with a number', () => {
  it.each<[text: string, operand: string, operator: string, bound: number]>([
    ['result < 0.05', 'result', '<', 0.05],
    ['result[0] >= 0.95', 'result[0]', '>=', 0.95],
    ['result.rate<=1e-3', 'result.rate', '<=', 0.001],
    ['0.05 > result', 'result', '<', 0.05],
    ['-1 <= result[0]', 'result[0]', '>=', -1],
    ['(result == 1_000)', 'result', '==', 1000],
    ['(result) != .5', 'result', '!=', 0.5],
    ['len(result) > 0', 'len(result)', '>', 0],
    ['result["p95"] < 3', 'result["p95"]', '<', 3],
  ])('%s is one', (text, operand, operator, bound) => {
    expect(comparisonIn(text)).toEqual({ operand, operator, bound });
  });

  it.each([
    'result',
    'result.a < result.b',
    'result < 0.05 && result > 0.01',
    'result > 1 || result < 5',
    '!(result) < 5',
    'not result < 5',
    'result in [1] == 1',
    'result < "5"',
    '0 < result < 5',
    'isNaN(result) ? 1 : 2 < 3',
  ])('%s is none', (text) => {
    expect(comparisonIn(text)).toBeUndefined();
  });

  it.each<[operator: string, number: number, outcome: boolean]>([
    ['<', 5, false],
    ['<', 4, true],
    ['<=', 5, true],
    ['<=', 5.1, false],
    ['>', 5, false],
    ['>', 6, true],
    ['>=', 5, true],
    ['>=', 4, false],
    ['==', 5, true],
    ['!=', 5, false],
  ])('5 as a bound: %s holds for %d: %s', (operator, number, outcome) => {
    const comparison = comparisonIn(`result ${operator} 5`);
    expect(comparison && holds(comparison, number)).toBe(outcome);
  });
});
