import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Column, cutSpans, setInColumns } from '../../../src/cli/terminal/columns.ts';
import { painted, plain } from '../../../src/cli/terminal/paint.ts';
import { widthOf } from '../../../src/cli/terminal/width.ts';

function column(texts: readonly string[], min: number, rank: number): Column {
  return { cells: texts.map((text) => [{ text }]), min, rank };
}

function lines(columns: readonly Column[], width: number): readonly string[] {
  return setInColumns(columns, width).map((spans) => painted(spans, plain));
}

const TABLE = [column(['a', 'bbb'], 1, 0), column(['one', ''], 2, 1), column(['', 'last one'], 4, 2)];

it.each([
  { given: 'room for all', width: 80, shown: ['a    one', 'bbb       last one'] },
  { given: 'a little less', width: 16, shown: ['a    one', 'bbb       last …'] },
  { given: 'too little for the last', width: 8, shown: ['a    one', 'bbb'] },
  { given: 'room for one only', width: 4, shown: ['a', 'bbb'] },
  { given: 'hardly any', width: 2, shown: ['a', 'b…'] },
])('with $given, columns are dropped by rank and cut to fit', ({ width, shown }) => {
  expect(lines(TABLE, width)).toEqual(shown);
});

it('an empty column leaves no gap', () => {
  expect(lines([column(['a'], 1, 0), column([''], 5, 1), column(['c'], 1, 2)], 80)).toEqual(['a  c']);
});

it('a column of which nothing would be left is dropped, and leaves no gap', () => {
  expect(lines([column(['a'], 0, 0), column(['b'], 0, 1)], 2)).toEqual(['a']);
});

it('is never wider than the terminal, whatever stands in the cells', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 30 });
  const columns = fc.integer({ min: 1, max: 4 }).chain((rows) =>
    fc.array(
      fc
        .tuple(fc.array(cell, { minLength: rows, maxLength: rows }), fc.nat(20), fc.nat(4))
        .map(([texts, min, rank]) => column(texts, min, rank)),
      { maxLength: 6 },
    ),
  );
  fc.assert(
    fc.property(columns, fc.integer({ min: 1, max: 120 }), (some, width) => {
      // With many columns of rank 0 the gaps alone may take more: those are ours to choose.
      fc.pre(some.filter(({ rank }) => rank === 0).length <= Math.max(1, Math.floor(width / 4)));
      for (const line of lines(some, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});

it('cuts spans with a sign that something is missing', () => {
  const spans = [{ text: 'abc' }, { text: 'def' }];
  expect([6, 5, 4, 3, 2].map((width) => painted(cutSpans(spans, width), plain))).toEqual([
    'abcdef',
    'abcd…',
    'abc…',
    'ab…',
    'a…',
  ]);
});
