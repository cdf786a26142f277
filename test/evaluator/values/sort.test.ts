import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortUnstable } from '../../../src/evaluator/values/sort.ts';

function sorted(list: readonly number[]): number[] {
  const copy = [...list];
  sortUnstable(copy, (a, b) => a < b);
  return copy;
}

describe('sorting as Go does', () => {
  it('sorts', () => {
    const lists = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 300 });
    fc.assert(
      fc.property(lists, (list) => {
        expect(sorted(list)).toEqual(list.toSorted((a, b) => a - b));
      }),
    );
  });

  it.each<[string, (i: number) => number]>([
    ['rising', (i) => i],
    ['falling', (i) => -i],
    ['equal', () => 1],
    ['saw-toothed', (i) => i % 7],
    ['organ pipes', (i) => Math.min(i, 5000 - i)],
    ['hard for medians of three', (i) => (i % 2 === 0 ? i : 5000 - i)],
    ['rising with one out of place', (i) => (i === 2500 ? 0 : i)],
  ])('sorts a list that is %s, in few comparisons', (_, make) => {
    const list = Array.from({ length: 5000 }, (_item, i) => make(i));
    let comparisons = 0;
    const copy = [...list];
    sortUnstable(copy, (a, b) => {
      comparisons += 1;
      return a < b;
    });
    expect(copy).toEqual(list.toSorted((a, b) => a - b));
    expect(comparisons).toBeLessThan(5000 * 13 * 3);
  });

  it('keeps up to twelve equal elements in order, and not more', () => {
    const order = (length: number): readonly number[] => {
      const rows = Array.from({ length }, (_, i) => ({ i: i + 1, k: (i + 1) % 3 }));
      sortUnstable(rows, (a, b) => a.k < b.k);
      return rows.map(({ i }) => i);
    };
    expect(order(12)).toEqual([3, 6, 9, 12, 1, 4, 7, 10, 2, 5, 8, 11]);
    expect(order(14)).toEqual([6, 12, 3, 9, 7, 1, 4, 10, 13, 5, 8, 11, 2, 14]);
  });
});
