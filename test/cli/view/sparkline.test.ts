import { expect, it } from 'vitest';
import { type Point, sparkline } from '../../../src/cli/view/sparkline.ts';

function bars(values: readonly (number | undefined)[], threshold?: number, width = 20): string {
  const points = values.map((value): Point => ({ phase: 'Successful', ...(value !== undefined && { value }) }));
  return sparkline(points, threshold, width)
    .map(({ text }) => text)
    .join('');
}

it.each([
  { given: 'nothing yet', values: [], shown: '' },
  { given: 'a rise', values: [0, 1, 2, 3, 4, 5, 6, 7], shown: '▁▂▃▄▅▆▇█' },
  { given: 'always the same', values: [5, 5, 5], shown: '▅▅▅' },
  { given: 'values far above the threshold', values: [9, 10], threshold: 0, shown: '▇█' },
  { given: 'values below the threshold', values: [0.1, 0.2], threshold: 1, shown: '▁▂' },
  { given: 'an error between', values: [0, undefined, 1], shown: '▁·█' },
  { given: 'NaN and infinities', values: [0, Number.NaN, Infinity, -Infinity, 1], shown: '▁·█▁█' },
  { given: 'nothing finite', values: [Infinity, Number.NaN], shown: '··' },
  { given: 'the largest numbers there are', values: [-Number.MAX_VALUE, 0, Number.MAX_VALUE], shown: '▁▅█' },
  { given: 'more than there is room for', values: [100, 0, 1], width: 2, shown: '▁█' },
])('given $given it shows "$shown"', ({ values, threshold, width, shown }) => {
  expect(bars(values, threshold, width)).toBe(shown);
});

it('gives each bar the colour of its phase', () => {
  const points: readonly Point[] = [
    { phase: 'Successful', value: 1 },
    { phase: 'Failed', value: 2 },
    { phase: 'Inconclusive', value: 2 },
    { phase: 'Error' },
  ];
  expect(sparkline(points, undefined, 8).map(({ format }) => format)).toEqual(['green', 'red', 'yellow', 'red']);
});
