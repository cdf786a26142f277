import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { GoTime } from '../../src/core/go/time/go-time.ts';
import { UTC } from '../../src/core/go/time/location.ts';
import { instantOf } from '../../src/core/instant.ts';
import { Int, NamedMap, StringList, type Value } from '../../src/core/value.ts';
import {
  checkJsonataSyntax,
  type JsonataOutcome,
  judgeWithJsonata,
  transformWithJsonata,
} from '../../src/evaluator/jsonata.ts';

const NOW = instantOf(1_772_359_500_250);

function judge(success: string, failure: string, value: Value): Promise<JsonataOutcome> {
  return judgeWithJsonata({ successCondition: success, failureCondition: failure }, value, NOW);
}

function transform(text: string, value: Value): Promise<Value> {
  return transformWithJsonata(text, value, NOW);
}

describe('conditions in JSONata', () => {
  it.each<{ success: string; failure: string; value: Value; phase: JsonataOutcome['phase'] }>([
    { success: '', failure: '', value: null, phase: 'Successful' },
    { success: '$ > 1', failure: '', value: 2, phase: 'Successful' },
    { success: '$ > 1', failure: '', value: 1, phase: 'Failed' },
    { success: '', failure: '$ > 1', value: 2, phase: 'Failed' },
    { success: '', failure: '$ > 1', value: 1, phase: 'Successful' },
    { success: '$ > 1', failure: '$ > 2', value: 3, phase: 'Failed' },
    { success: '$ > 1', failure: '$ > 2', value: 2, phase: 'Successful' },
    { success: '$ > 1', failure: '$ < 0', value: 1, phase: 'Inconclusive' },
    { success: '$result[0] >= 0.95', failure: '', value: new Float64Array([0.97]), phase: 'Successful' },
    { success: '$[0] >= 0.95 and $count($) = 2', failure: '', value: [0.97, 1], phase: 'Successful' },
    { success: '$result = null', failure: '', value: null, phase: 'Successful' },
    { success: 'errors / total < 0.01', failure: '', value: { errors: 1, total: 1000 }, phase: 'Successful' },
    { success: '$exists(errors)', failure: '', value: {}, phase: 'Failed' },
  ])('success "$success", failure "$failure" of $value: $phase', async ({ success, failure, value, phase }) => {
    expect(await judge(success, failure, value)).toEqual({ phase });
  });

  it.each<{ condition: string; value: Value; reason: string }>([
    { condition: 'a', value: { a: 3 }, reason: 'expected true or false, but got a number' },
    { condition: 'a', value: { a: 'true' }, reason: 'expected true or false, but got a string' },
    { condition: 'a', value: {}, reason: 'expected true or false, but got nothing' },
    { condition: 'a', value: { a: null }, reason: 'expected true or false, but got null' },
    { condition: '$', value: [true], reason: 'expected true or false, but got an array' },
    { condition: '"a" + 1', value: 1, reason: 'The left side of the "+" operator must evaluate to a number (T2001)' },
    { condition: '(', value: 1, reason: 'Expected ")" before end of expression (S0203)' },
    { condition: '$error("stop")', value: 1, reason: 'stop (D3137)' },
    {
      condition: '$random() < 2',
      value: 1,
      reason: '$random is not available: the same measurement must always give the same verdict',
    },
    {
      condition: '$contains("x", /(?=x)/)',
      value: 1,
      reason: 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
    },
  ])('$condition of $value is an error: $reason', async ({ condition, value, reason }) => {
    const message = (name: string): string => `could not evaluate ${name} "${condition}": ${reason}`;
    expect(await judge(condition, 'false', value)).toEqual({ phase: 'Error', message: message('successCondition') });
    expect(await judge('true', condition, value)).toEqual({ phase: 'Error', message: message('failureCondition') });
  });

  it('an error of the first condition stops before the second', async () => {
    expect((await judge('a', '(', {})).message).toContain('successCondition');
  });
});

describe('reshaping by JSONata', () => {
  it.each<{ text: string; value: Value; result: Value }>([
    { text: 'missing', value: {}, result: null },
    { text: 'null', value: {}, result: null },
    { text: 'a[b > 1].b', value: { a: [{ b: 1 }, { b: 2 }, { b: 3 }] }, result: [2, 3] },
    { text: 'a[b > 2].b', value: { a: [{ b: 1 }, { b: 2 }, { b: 3 }] }, result: 3 },
    { text: 'a.b[]', value: { a: { b: 1 } }, result: [1] },
    { text: '[1..3]', value: null, result: [1, 2, 3] },
    { text: '{"rate": errors / total}', value: { errors: 1, total: 4 }, result: { rate: 0.25 } },
    { text: '$sum($)', value: new Float64Array([1, 2]), result: 3 },
    { text: 'count', value: new NamedMap('nrdb.NRDBResult', { count: 5 }), result: 5 },
    { text: '$ + 1', value: new Int('int64', 9_007_199_254_740_993n), result: 9_007_199_254_740_992 },
    { text: '$[1]', value: new StringList(['a', 'b']), result: 'b' },
    { text: '$', value: new GoTime(0n, UTC), result: '1970-01-01T00:00:00Z' },
    { text: 'constructor', value: {}, result: null },
    { text: '$replace("aXbxc", /x/i, "-")', value: null, result: 'a-b-c' },
    { text: '$match("a1b22", /\\d+/).match', value: null, result: ['1', '22'] },
  ])('$text of $value is $result', async ({ text, value, result }) => {
    expect(await transform(text, value)).toEqual(result);
  });

  it('a key named __proto__ is a key', async () => {
    const value = await transform('$merge([$, {"b": 1}])', JSON.parse('{"__proto__": 5}') as Value);
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'b']);
  });

  it.each([
    ['$sum', 'the expression gives a function, not a value'],
    ['{"f": function($x){$x}}', 'the expression gives a function, not a value'],
    ['a[', 'Expected "]" before end of expression (S0203)'],
  ])('%s is refused: %s', async (text, reason) => {
    await expect(transform(text, 1)).rejects.toThrow(
      new Fault('CONDITION_INVALID', `could not evaluate transform "${text}": ${reason}`, { text }),
    );
  });

  it('what it came to is a list of ours, not one that JSONata marked', async () => {
    const result = await transform('a.b', { a: [{ b: 1 }, { b: 2 }] });
    expect(Object.getOwnPropertyNames(result)).toEqual(['0', '1', 'length']);
  });

  it('the value is not changed by it', async () => {
    const value = Object.freeze({ a: Object.freeze([3, 1, 2]) });
    expect(await transform('$sort(a)', value)).toEqual([1, 2, 3]);
    expect(await transform('$ ~> |$|{"a": 0}|', value)).toEqual({ a: 0 });
    expect(value).toEqual({ a: [3, 1, 2] });
  });
});

describe('guards around JSONata', () => {
  it.each([
    ['$now()', '2026-03-01T10:05:00.250Z'],
    ['$now("[Y]-[M01]-[D01]")', '2026-03-01'],
    ['$now("[H01]:[m01]", "+0100")', '11:05'],
    ['$millis()', 1_772_359_500_250],
    ['$toMillis("10:30", "[H]:[m]")', 1_772_361_000_000],
    ['$toMillis("2020-01-01T00:00:00Z")', 1_577_836_800_000],
    ['$eval("$millis()")', 1_772_359_500_250],
  ])('%s takes the moment that was given', async (text, result) => {
    expect(await transform(text, null)).toEqual(result);
  });

  it.each(['$random()', '$shuffle([1, 2])', '$eval("$random()")', '$map([1], $random)'])(
    '%s is refused',
    async (text) => {
      await expect(transform(text, null)).rejects.toThrow('the same measurement must always give the same verdict');
    },
  );

  it.each([
    ['recursion', '($f := function($x){1 + $f($x)}; $f(1))', /D1011/],
    ['a loop for ever', '($f := function($x){$f($x)}; $f(1))', /D1012/],
    ['a list too long', '[1..1000001]', /D2015/],
    ['an expression too deep', '('.repeat(50_000), /nested too deeply/],
  ])('%s is stopped', async (_, text, reason) => {
    await expect(transform(text, null)).rejects.toThrow(reason);
  });

  it('a value too deep is an error, not a crash', async () => {
    let deep: Value = 1;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(await judge('true', '', deep)).toMatchObject({ phase: 'Error' });
  });

  it('a regular expression that would take for ever takes linear time', async () => {
    expect(await transform(`$contains("${'a'.repeat(5_000)}!", /^(a+)+$/)`, null)).toBe(false);
  });
});

describe('what is wrong with a text as JSONata', () => {
  it.each([
    ['errors / total < 0.01', undefined],
    ['(', { message: 'Expected ")" before end of expression (S0203)', from: 1, to: 1 }],
    ['1 +', { message: 'Unexpected end of expression (S0207)', from: 3, to: 3 }],
    ['1 2', { message: 'Syntax error: 2 (S0201)', from: 2, to: 3 }],
    ['a = }', { message: 'The symbol "}" cannot be used as a unary operator (S0211)', from: 4, to: 5 }],
    ['"abc', { message: 'String literal must be terminated by a matching quote (S0101)', from: 4, to: 4 }],
  ])('%s: %j', async (text, problem) => {
    expect(await checkJsonataSyntax(text)).toEqual(problem);
  });
});
