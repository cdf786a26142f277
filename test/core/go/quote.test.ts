import { describe, expect, it } from 'vitest';
import { quote, quoteBare, quoteForTime } from '../../../src/core/go/quote.ts';

/** Facts from Go 1.26's strconv.Quote. */
const QUOTED: readonly (readonly [text: string, quoted: string])[] = [
  ['', '""'],
  ['plain', '"plain"'],
  ['a"b', '"a\\"b"'],
  ['back\\slash', '"back\\\\slash"'],
  ['tab\tnl\ncr\r', '"tab\\tnl\\ncr\\r"'],
  ['\u0007\b\f\u000b', '"\\a\\b\\f\\v"'],
  ['\u0000\u001b\u001f', '"\\x00\\x1b\\x1f"'],
  ['\u007f', '"\\x7f"'],
  ['é', '"é"'],
  ['日本', '"日本"'],
  ['\u00a0', '"\\u00a0"'],
  ['\u00ad', '"\\u00ad"'],
  ['\u200b', '"\\u200b"'],
  ['\u2028', '"\\u2028"'],
  ['\ufeff', '"\\ufeff"'],
  ['😀', '"😀"'],
  ['\u{e0001}', '"\\U000e0001"'],
  ['\u{10ffff}', '"\\U0010ffff"'],
  ['\ufffd', '"\ufffd"'],
  ["'", '"\'"'],
  ['`', '"`"'],
  ['<>&', '"<>&"'],
];

/** Facts from the errors of Go 1.26's time.ParseDuration. */
const QUOTED_BY_TIME: readonly (readonly [text: string, quoted: string])[] = [
  ['x', '"x"'],
  ['a"b\\', '"a\\"b\\\\"'],
  ['\n', '"\\x0a"'],
  ['é', '"\\xc3\\xa9"'],
  ['日', '"\\xe6\\x97\\xa5"'],
  ['\u007f', '"\u007f"'],
];

describe('text in quotes, as Go writes it', () => {
  it.each(QUOTED)('%j is quoted as %j', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
    expect(quoteBare(text)).toBe(quoted.slice(1, -1));
  });

  it('half a character is quoted as the replacement character', () => {
    expect(quote('a\ud800b')).toBe('"a\ufffdb"');
  });

  it.each(QUOTED_BY_TIME)('in errors of the time package %j is %j, byte by byte', (text, quoted) => {
    expect(quoteForTime(text)).toBe(quoted);
  });

  it.each([
    { value: 'a"b\\c\b\f\n\r\té\u200b😀', survives: true },
    { value: '\x07', survives: false },
    { value: '\v', survives: false },
    { value: '\x1b', survives: false },
    { value: '\x7f', survives: false },
    { value: '\u{e0001}', survives: false },
  ])('an argument of $value put between JSON quotes: survives is $survives', ({ value, survives }) => {
    const read = (): unknown => JSON.parse(`"${quoteBare(value)}"`);
    if (survives) expect(read()).toBe(value);
    else expect(read).toThrow(SyntaxError);
  });
});
