import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import { Int, NamedMap, type Value } from '../../src/core/value.ts';
import { answerTo, evaluate } from '../../src/evaluator/evaluate.ts';

const NOW = instantOf(Date.UTC(2026, 2, 1, 10));

function judge(successCondition: string, failureCondition: string, value: Value): string {
  const { phase, message } = evaluate({ successCondition, failureCondition }, value, NOW);
  return message === undefined ? phase : `${phase}: ${message}`;
}

/** What a condition gives on a value: a boolean, or the error. */
function answer(text: string, value: Value = null): unknown {
  const given = answerTo(text, value, NOW);
  return given.ok ? given.value : given.message;
}

describe('two conditions judge a value', () => {
  it.each([
    ['', '', 'Successful'],
    ['true', '', 'Successful'],
    ['false', '', 'Failed'],
    ['', 'true', 'Failed'],
    ['', 'false', 'Successful'],
    ['true', 'false', 'Successful'],
    ['false', 'false', 'Inconclusive'],
    ['false', 'true', 'Failed'],
    ['true', 'true', 'Failed'],
    ['result > 1', 'result.x', 'Error: could not evaluate failureCondition "result.x": type float64 has no field x'],
    ['result', '', 'Error: could not evaluate successCondition "result": expected bool, but got float64'],
    [' ', '', 'Error: could not evaluate successCondition " ": unexpected token EOF'],
  ])('success %j and failure %j: %s', (success, failure, wanted) => {
    expect(judge(success, failure, 5)).toBe(wanted);
  });

  const hidden = 'metric result is nil or empty: no data returned from the metric provider';

  it.each<[string, Value, string]>([
    ['nil', null, hidden],
    ['an empty vector', new Float64Array(0), hidden],
    ['an empty list', [], hidden],
    ['an empty object', {}, 'unexpected token EOF'],
    ['an empty string', '', 'unexpected token EOF'],
  ])('whatever is wrong, %s says so', (_, value, reason) => {
    expect(judge('(', '', value)).toBe(`Error: could not evaluate successCondition "(": ${reason}`);
  });

  it('compiles one text again for each type of result', () => {
    const text = 'result[0] >= 0.95';
    expect(judge(text, '', Float64Array.of(0.97))).toBe('Successful');
    expect(judge(text, '', 0.97)).toContain('type float64[int] is undefined');
    expect(judge(text, '', [0.97])).toBe('Successful');
    expect(judge(text, '', Float64Array.of(0.9))).toBe('Failed');
  });

  it('knows a named map by its name', () => {
    expect(answer('all(result, true)', new NamedMap('x.Rows', { a: 1 }))).toBe(
      'builtin all takes only array (got x.Rows)',
    );
    expect(answer('result.a', new NamedMap('x.Rows', { a: 1 }))).toBe(1);
  });

  it('takes the time from the caller', () => {
    expect(answer('now().Unix()')).toEqual(new Int('int64', 1772359200));
  });
});

describe('nothing of JavaScript can be reached', () => {
  const value = JSON.parse('{"a": [1], "s": "x", "__proto__": {"hidden": 1}}') as Value;

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    'result.%s is missing',
    (name) => {
      expect(answer(`result.${name}`, value)).toBeNull();
      expect(answer(`result["${name}"]`, value)).toBeNull();
      expect(answer(`{a: 1}.${name}`, value)).toBeNull();
      expect(answer(`result.${name}()`, value)).toBe('invalid operation: cannot call nil');
      expect(answer(`"${name}" in result`, value)).toBe(false);
      expect(answer(`get(result, "${name}")`, value)).toBeNull();
      expect(answer(`result.a.${name}`, value)).toBe('invalid operation: int(string)');
      expect(answer(`result.s.${name}`, value)).toBe('invalid operation: int(string)');
      expect(answer(name, value)).toBe(`unknown name ${name}`);
    },
  );

  it('reads a key named __proto__ like any other', () => {
    expect(answer('result.__proto__.hidden', value)).toBe(1);
    expect(answer('{}.__proto__', value)).toBeNull();
    expect(answer('{"__proto__": 2}.__proto__ == 2', value)).toBe(true);
    expect(answer('{"__proto__": 2}.x', value)).toBeNull();
  });
});

describe('what a condition may take', () => {
  it('reads a hundred thousand parentheses', () => {
    expect(answer(`${'('.repeat(100_000)}true${')'.repeat(100_000)}`)).toBe(true);
  });

  it('reads rows of thousands of operators', () => {
    expect(answer(`result.x${' && result.x'.repeat(2400)}`, { x: true })).toBe(true);
    expect(answer(`result.x${' + result.x'.repeat(2400)}`, { x: 1 })).toBe(2401);
  });

  it.each([
    ['lists in lists', `${'['.repeat(900)}${']'.repeat(900)} != nil`],
    ['sums in sums', `${'(1 + '.repeat(450)}1${')'.repeat(450)} > 1`],
    ['else after else', `${'result.x ? true : '.repeat(900)}true`],
  ])('reads %s', (_, text) => {
    expect(answer(text, { x: false })).toBe(true);
  });

  it.each(['not ', '-', '[', '(1+', '2**', 'true?1:', '{a:', 'if true {', 'let a = 1;'])(
    'refuses thousands of %j inside each other',
    (opening) => {
      expect(answer(opening.repeat(3000))).toMatch(/nested|maximum allowed nodes/);
    },
  );

  it.each([
    ['loops in loops', 'let x = 1..1000; all(x, all(x, all(x, all(x, # > 0))))'],
    ['conditions used twice', `${'('.repeat(40)}true${' ?: true)'.repeat(40)}`],
    ['a long list without equals', 'len(uniq(1..99999)) > 0'],
    ['one text again and again', 'let s = repeat("a", 400000); all(1..100000, not (s matches "b$"))'],
    ['a list in itself a thousand times over', 'len(string(reduce(1..100, [#acc, #acc], 1))) > 0'],
  ])('ends %s', (_, text) => {
    expect(answer(text)).toBe('evaluation takes more than 10000000 steps');
  });

  it('ends texts that double', () => {
    expect(answer('len(reduce(1..100, #acc + #acc, "ab")) > 0')).toBe('memory budget exceeded');
  });

  it('ends lists that are nested too deep to be printed', () => {
    expect(answer('string(reduce(1..100000, [#acc], 1)) == ""')).toBe('expression is nested too deeply');
    expect(answer('max(reduce(1..100000, [#acc], 1)) == 1')).toBe('recursion depth exceeded');
  });

  it('searches in linear time', () => {
    expect(answer('result.s matches "^(a+)+$"', { s: `${'a'.repeat(100_000)}b` })).toBe(false);
  });
});

describe('what the original leaves on its stack', () => {
  // expr.md does not say so; found by running v1.17.8.
  it.each([
    ['0 - findLastIndex([1, 2], false)', 'invalid operation: bool - <nil>'],
    ['1 + findLastIndex([1, 2], # == 2)', 'invalid operation: bool + int'],
    ['findLastIndex([1, 2], # == 2) + 1', new Int('int', 2)],
    ['[7, findLast([1, 2], # == 2)]', [true, new Int('int', 2)]],
  ])('%s', (text, wanted) => {
    expect(answer(text)).toEqual(wanted);
  });
});
