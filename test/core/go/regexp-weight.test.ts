import { describe, expect, it } from 'vitest';
import { compileRegexp, RegexpError, withRegexpsUpTo } from '../../../src/core/go/regexp.ts';
import { regexpWeight } from '../../../src/core/go/regexp-weight.ts';

describe('the weight of a regular expression', () => {
  it.each([
    'x',
    'x{1000}',
    '(?:x{100}){10}',
    '((x{10}){10}){10}',
    '(?i)[a-zß]{1,63}',
    '^[0-9a-f]{8}(-[0-9a-f]{4}){3}$',
    '(abc[)]def){100}',
    '(abc[])]def){100}',
    '\\Q(\\E{10}(ab\\Q)\\Ecd){100}',
    '[[:alpha:]\\]]{50}',
    'x{3,}',
    '(?P<n>a|b*?|c+){7}',
    '\\pL{100}',
    '(?:a|b|c){1,200}',
    '(x?){100}',
    '\\x{41}{100}',
    '\\(a{100}',
    '[^]]{10}',
    '(?:a{2}|){300}',
  ])('%s is about as much as it is compiled to, and not less', (text) => {
    const { size } = compileRegexp(text);
    // Some parts belong to every expression.
    expect(regexpWeight(text)).toBeGreaterThanOrEqual(size - 4);
    expect(regexpWeight(text)).toBeLessThanOrEqual(size * 5 + 10);
  });

  it.each([')', '(((', '[a', '\\', '\\Q', '\\p{', '{5}', 'x{,5}', ''])(
    '%s has one, whether it can be read or not',
    (text) => {
      expect(regexpWeight(text)).toBeLessThan(100);
    },
  );
});

describe('where regular expressions are bounded', () => {
  it("those beyond are refused in the original's words, and what is known counts nothing", () => {
    const [first, second] = ['bounded{400}', 'bounded{401}'];
    withRegexpsUpTo(1_000, () => {
      expect(compileRegexp(first).matches(`bounde${'d'.repeat(400)}`)).toBe(true);
      expect(() => compileRegexp(second)).toThrow(
        new RegexpError(`error parsing regexp: expression too large: \`${second}\``),
      );
    });
    withRegexpsUpTo(0, () => {
      expect(compileRegexp(first).matches('bounded')).toBe(false);
      expect(() => withRegexpsUpTo(1_000, () => compileRegexp(second))).not.toThrow();
      expect(() => compileRegexp('bounded{402}')).toThrow(RegexpError);
    });
    expect(() => compileRegexp('bounded{402}')).not.toThrow();
  });
});
