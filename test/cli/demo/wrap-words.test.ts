import { expect, it } from 'vitest';
import { wrapWords } from '../../../src/cli/demo/wrap-words.ts';

it.each<{ title: string; text: string; width: number; lines: readonly string[] }>([
  { title: 'a text that fits stays one line', text: 'all is well', width: 11, lines: ['all is well'] },
  { title: 'a longer one is broken between words', text: 'all is well now', width: 11, lines: ['all is well', 'now'] },
  {
    title: 'a word that is too long is cut',
    text: 'an incomprehensibility is',
    width: 12,
    lines: ['an', 'incomprehen…', 'is'],
  },
  { title: 'no width is too small', text: 'one two three', width: -5, lines: ['one two', 'three'] },
  { title: 'wide characters count twice', text: '検証 検証 検証', width: 10, lines: ['検証 検証', '検証'] },
])('$title', ({ text, width, lines }) => {
  expect(wrapWords(text, width)).toEqual(lines);
});
