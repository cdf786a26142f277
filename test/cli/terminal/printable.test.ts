import { expect, it } from 'vitest';
import { isPrintable, printable, printableLines } from '../../../src/cli/terminal/printable.ts';

it.each([
  { given: 'a plain text', text: 'plain ünïcode 数据 🚀', shown: 'plain ünïcode 数据 🚀' },
  { given: 'a clear-screen sequence', text: 'a\u001b[2Jb', shown: 'a\\x1b[2Jb' },
  { given: 'a one-character control sequence', text: '\u009b31m', shown: '\\x9b31m' },
  { given: 'a title sequence that rings', text: '\u001b]0;x\u0007', shown: '\\x1b]0;x\\x07' },
  { given: 'line breaks and tabs', text: 'a\r\n\tb', shown: 'a\\r\\n\\tb' },
  { given: 'a mark that turns the text around', text: 'a\u202eb', shown: 'a\\u202eb' },
  { given: 'invisible tags', text: 'a\u{e0041}b', shown: 'a\\u{e0041}b' },
  { given: 'a byte that is no UTF-8', text: '\udcff', shown: '\\xff' },
  { given: 'half a character', text: '\ud800', shown: '\\ud800' },
  { given: 'delete', text: '\u007f', shown: '\\x7f' },
])('shows $given and never obeys it', ({ text, shown }) => {
  expect(printable(text)).toBe(shown);
  expect(isPrintable(text)).toBe(text === shown);
});

it('keeps the lines of a text and leaves out an empty last one', () => {
  expect(printableLines('one\r\ntwo\u001b\n')).toEqual(['one', 'two\\x1b']);
  expect(printableLines('')).toEqual([]);
});
