import { describe, expect, it } from 'vitest';
import { compileRegexp, RegexpError } from '../../../src/core/go/regexp.ts';

/** Facts from Go 1.26's regexp.Compile. */
const REFUSED: readonly (readonly [expression: string, error: string])[] = [
  ['(?=H)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  ['(a)\\1', 'error parsing regexp: invalid escape sequence: `\\1`'],
  ['a**', 'error parsing regexp: invalid nested repetition operator: `**`'],
  ['a{1001}', 'error parsing regexp: invalid repeat count: `{1001}`'],
  ['a{2,1}', 'error parsing regexp: invalid repeat count: `{2,1}`'],
  ['[', 'error parsing regexp: missing closing ]: `[`'],
  ['[z-a]', 'error parsing regexp: invalid character class range: `z-a`'],
  ['\\8', 'error parsing regexp: invalid escape sequence: `\\8`'],
  ['\\', 'error parsing regexp: trailing backslash at end of expression: ``'],
  ['\\Z', 'error parsing regexp: invalid escape sequence: `\\Z`'],
  ['\\u0048', 'error parsing regexp: invalid escape sequence: `\\u`'],
  ['(', 'error parsing regexp: missing closing ): `(`'],
  ['a)', 'error parsing regexp: unexpected ): `a)`'],
  ['*a', 'error parsing regexp: missing argument to repetition operator: `*`'],
  ['a++', 'error parsing regexp: invalid nested repetition operator: `++`'],
  ['[[:foo:]]', 'error parsing regexp: invalid character class range: `[:foo:]`'],
  ['\\pX', 'error parsing regexp: invalid character class range: `\\pX`'],
  ['(?z)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?z`'],
  ['[+', 'error parsing regexp: missing closing ]: `[+`'],
  ['abc(', 'error parsing regexp: missing closing ): `abc(`'],
  ['(?<n', 'error parsing regexp: invalid named capture: `(?<n`'],
  ['(?i', 'error parsing regexp: invalid or unsupported Perl syntax: `(?i`'],
  ['(?>a)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?>`'],
  ['(?<!a)', 'error parsing regexp: invalid named capture: `(?<!a)`'],
  ['(a{1000}){1000}', 'error parsing regexp: invalid repeat count: `{1000}`'],
  ['a{1000}{1000}', 'error parsing regexp: invalid nested repetition operator: `{1000}{1000}`'],
  ['[\\8]', 'error parsing regexp: invalid escape sequence: `\\8`'],
  ['x{2}{3}', 'error parsing regexp: invalid nested repetition operator: `{2}{3}`'],
  ['(?P=n)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?P`'],
  ['[a-\\d]', 'error parsing regexp: invalid escape sequence: `\\d`'],
  ['\\C', 'error parsing regexp: invalid escape sequence: `\\C`'],
  ['(((', 'error parsing regexp: missing closing ): `(((`'],
  ['a|*', 'error parsing regexp: missing argument to repetition operator: `*`'],
];

const MATCHES: readonly (readonly [expression: string, text: string, isFound: boolean])[] = [
  ['l.o', 'Hello', true],
  ['^ello', 'Hello', false],
  ['o.w', 'o\nw', false],
  ['(?s)o.w', 'o\nw', true],
  ['o$', 'o\n', false],
  ['(?m)^b', 'a\nb', true],
  ['(?i)HELLO', 'hello', true],
  ['(?i)k', '\u212a', true],
  ['\\d', '\u0663', false],
  ['\\w', 'é', false],
  ['\\pL', 'é', true],
  ['[[:alpha:]]', 'é', false],
  ['^.$', '😀', true],
  ['(?P<n>a)(?<m>b)', 'ab', true],
  ['\\Qa.b\\E', 'a.b', true],
  ['\\Aabc\\z', 'abc', true],
  ['', '', true],
  ['a{1000}', 'a'.repeat(1000), true],
];

describe('regular expressions of Go', () => {
  it.each(REFUSED)('%j is refused: %s', (expression, error) => {
    expect(() => compileRegexp(expression)).toThrow(new RegexpError(error));
  });

  it('an expression that nests too deeply is refused whole', () => {
    const deep = `${'('.repeat(1001)}a${')'.repeat(1001)}`;
    expect(() => compileRegexp(deep)).toThrow(
      new RegexpError(`error parsing regexp: expression nests too deeply: \`${deep}\``),
    );
  });

  it.each(MATCHES)('%j searched in %j: %j', (expression, text, isFound) => {
    expect(compileRegexp(expression).matches(text)).toBe(isFound);
  });

  it('what would take a backtracking engine for ever takes linear time', () => {
    expect(compileRegexp('^(a+)+$').matches(`${'a'.repeat(50_000)}!`)).toBe(false);
  });

  it('an expression in use stays compiled, one of long ago is compiled anew', () => {
    const first = compileRegexp('first');
    const used = compileRegexp('used');
    for (let i = 0; i < 600; i += 1) {
      compileRegexp(`x${i}`);
      expect(compileRegexp('used')).toBe(used);
    }
    expect(compileRegexp('first')).not.toBe(first);
  });
});
