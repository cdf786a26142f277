import { expect, it } from 'vitest';
import { cutTo, widthOf } from '../../../src/cli/terminal/width.ts';

it.each([
  { text: '', width: 0 },
  { text: 'abc', width: 3 },
  { text: '≥ 0.95 · ✓ ✗ ●', width: 14 },
  { text: '▁▂▃█…→', width: 6 },
  { text: '数据中心', width: 8 },
  { text: 'カナ', width: 4 },
  { text: 'ｶﾅ', width: 2 },
  { text: '한국', width: 4 },
  { text: 'e\u0301', width: 1 },
  { text: '🚀', width: 2 },
  { text: '👩‍👩‍👧', width: 2 },
  { text: '🇪🇺', width: 2 },
  { text: '⚠️', width: 2 },
  { text: 'Ａ', width: 2 },
])('"$text" takes $width columns', ({ text, width }) => {
  expect(widthOf(text)).toBe(width);
});

it.each([
  { text: 'latency', width: 7, cut: 'latency' },
  { text: 'latency', width: 4, cut: 'lat…' },
  { text: '数据中心', width: 5, cut: '数据…' },
  { text: '数据中心', width: 4, cut: '数…' },
  { text: 'ab', width: 1, cut: '…' },
  { text: 'ab', width: 0, cut: '' },
  { text: 'e\u0301e\u0301e\u0301', width: 2, cut: 'e\u0301…' },
])('"$text" cut to $width columns is "$cut"', ({ text, width, cut }) => {
  expect(cutTo(text, width)).toBe(cut);
});
