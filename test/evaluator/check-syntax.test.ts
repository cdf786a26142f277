import { describe, expect, it } from 'vitest';
import { checkSyntax } from '../../src/evaluator/check-syntax.ts';

describe('a condition is checked before anything is measured', () => {
  it.each([
    ['result[0] >', 'unexpected token EOF', 11],
    ['result = 1', 'unexpected token Operator("=")', 7],
    ['foo(1)', 'unknown name foo', 0],
    ['result > limit', 'unknown name limit', 9],
    ['len()', 'invalid number of arguments (expected 1, got 0)', 0],
    ['asInt(1, 2) == 1', 'too many arguments to call asInt', 0],
    ['isNaN() == true', 'not enough arguments to call isNaN', 0],
    ['result matches "("', 'error parsing regexp: missing closing ): `(`', 7],
    ['result matches "(" + ""', 'error parsing regexp: missing closing ): `(`', 19],
    ['1 == "1"', 'invalid operation: == (mismatched types int and string)', 2],
    ['result % 0 == 1 % 0', 'integer divide by zero', 16],
    [
      'result.x ?? 0 > 1',
      'Operator (>) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.',
      14,
    ],
    ['"\u{1f600}" + @', "unrecognized character: U+0040 '@'", 7],
  ])('%s: %s', (text, message, offset) => {
    expect(checkSyntax(text)).toMatchObject({ message, offset });
  });

  it.each([
    '',
    'result > 1',
    'result[0] > 1',
    'result.a.b?.c in ["x"]',
    'all(result, # < 1)',
    'isNaN(result)',
    'len(result) == 0 || max(result) < 5',
    'default(result, 0) < 5',
    'result == "OK" || result == 200',
    'result matches result',
  ])('some result may pass %j', (text) => {
    expect(checkSyntax(text)).toBeUndefined();
  });

  it('shows the line with a caret under the place', () => {
    const problem = checkSyntax('result.ok &&\n\tresult.é == @');
    expect(problem).toMatchObject({ line: 2, column: 14, snippet: '\tresult.é == @\n\t            ^' });
  });

  it('counts columns in characters', () => {
    expect(checkSyntax('"\u{1f600}" @')).toMatchObject({ offset: 5, column: 5 });
  });
});
