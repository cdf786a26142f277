import { describe, expect, it } from 'vitest';
import type { Condition, Json } from '../../../src/dashboard/api/wire.ts';
import type { Point } from '../../../src/dashboard/series/points.ts';
import { quantitiesOf } from '../../../src/dashboard/series/quantities.ts';
import { verticalRange } from '../../../src/dashboard/series/vertical-range.ts';

function points(...values: readonly (Json | undefined)[]): readonly Point[] {
  return values.map((value, index) => ({
    number: index + 1,
    at: index,
    phase: value === undefined ? 'Error' : 'Successful',
    ...(value !== undefined && { value }),
    exchanges: [],
  }));
}

function wanted(text: string): readonly Condition[] {
  return [{ which: 'successCondition', text, outcome: '' }];
}

describe('what of a metric is drawn', () => {
  it.each<{ given: string; values: readonly (Json | undefined)[]; condition: string; then: unknown }>([
    { given: 'numbers', values: [1, 2], condition: 'result < 5', then: { result: [1, 2] } },
    { given: 'lists of one', values: [[1], [2]], condition: 'result[0] < 5', then: { 'result[0]': [1, 2] } },
    {
      given: 'a measurement without an answer',
      values: [1, undefined, 2],
      condition: 'result < 5',
      then: { result: [1, null, 2] },
    },
    { given: 'a member', values: [{ rate: 1 }], condition: 'result.rate < 5', then: { 'result.rate': [1] } },
    {
      given: 'a condition that computes',
      values: [[3], [4]],
      condition: 'len(result) < 5',
      then: { 'result[0]': [3, 4] },
    },
    { given: 'texts', values: ['a', 'b'], condition: 'result == "a"', then: {} },
    { given: 'objects that nothing points into', values: [{ a: 1 }], condition: 'result.a.b.c()', then: {} },
  ])('$given', ({ values, condition, then }) => {
    const drawn = quantitiesOf(points(...values), wanted(condition));
    expect(Object.fromEntries(drawn.map(({ path, numbers }) => [path, numbers]))).toEqual(then);
  });

  it('has the lines of its own path only', () => {
    const conditions: readonly Condition[] = [
      ...wanted('result.a < 5'),
      { which: 'failureCondition', text: 'result.b > 7', outcome: '' },
    ];
    const drawn = quantitiesOf(points({ a: 1, b: 2 }), conditions);
    expect(drawn.map(({ path, thresholds }) => `${path}: ${thresholds.map(({ bound }) => bound).join()}`)).toEqual([
      'result.a: 5',
      'result.b: 7',
    ]);
  });
});

describe('the range of a chart', () => {
  const range = (numbers: readonly (number | null)[], bound?: number): readonly [number, number] => {
    const [quantity] = quantitiesOf(
      points(...numbers.map((number) => number ?? undefined)),
      bound === undefined ? [] : wanted(`result < ${bound}`),
    );
    return quantity === undefined ? [0, 0] : verticalRange(quantity);
  };

  it('holds values and thresholds, with room', () => {
    const [bottom, top] = range([1, 3], 5);
    expect(bottom).toBe(0);
    expect(top).toBeGreaterThan(5);
  });

  it('leaves out a threshold that would flatten the values', () => {
    expect(range([1, 3], 1000)[1]).toBeLessThan(10);
  });

  it('does not begin with zero when that is far away', () => {
    expect(range([1000, 1001])[0]).toBeGreaterThan(500);
  });

  it.each([[[0, 0]], [[5, 5]], [[-3, -3]], [[null, 2]]])('is no line for %j', (numbers) => {
    const [bottom, top] = range(numbers);
    expect(top).toBeGreaterThan(bottom);
  });
});
