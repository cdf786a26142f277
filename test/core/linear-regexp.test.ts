import { describe, expect, it } from 'vitest';
import { LinearRegExp } from '../../src/core/linear-regexp.ts';

function allMatches(pattern: RegExp, text: string): readonly (readonly [match: string, index: number])[] {
  const linear = new LinearRegExp(pattern);
  const found: [string, number][] = [];
  for (let match = linear.exec(text); match !== null && found.length < 10; match = linear.exec(text)) {
    found.push([match[0], match.index]);
  }
  return found;
}

describe('a regular expression of JavaScript on RE2', () => {
  it.each<[pattern: RegExp, text: string]>([
    [/[a-z]+/g, 'ab1cd'],
    [/x/gi, 'aXbxc'],
    [/^b/gm, 'a\nb'],
    [/\d{2}/g, '12345'],
    [/😀./gu, 'é😀x😀y'],
    [/\/\w+/g, '/a/b'],
    [/none/g, 'text'],
  ])('%s finds in %j what JavaScript finds', (pattern, text) => {
    expect(allMatches(pattern, text)).toEqual([...text.matchAll(pattern)].map((match) => [match[0], match.index]));
  });

  it('groups that took no part are undefined', () => {
    expect([...(new LinearRegExp(/(a)|(b)/).exec('b') ?? [])]).toEqual(['b', undefined, 'b']);
  });

  it('after no match the next search starts anew', () => {
    const linear = new LinearRegExp(/a/);
    expect(linear.exec('a')).not.toBeNull();
    expect(linear.exec('a')).toBeNull();
    expect(linear.lastIndex).toBe(0);
  });

  it.each([
    [/(?=a)/, 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
    [/(a)\1/, 'error parsing regexp: invalid escape sequence: `\\1`'],
  ])('%s is refused: %s', (pattern, error) => {
    expect(() => new LinearRegExp(pattern)).toThrow(error);
  });
});
