import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import type { Patience } from '../../src/core/patience.ts';
import type { Value } from '../../src/core/value.ts';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { evaluateTime } from '../../src/evaluator/evaluate-time.ts';
import { explain } from '../../src/evaluator/explain.ts';

const NOW = instantOf(Date.UTC(2026, 2, 1, 10));

/** Somebody who waits until they were asked so often. */
function patience(questions: number): Patience & { readonly asked: number } {
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    isOver() {
      asked += 1;
      return asked > questions;
    },
  };
}

const LONG = 'ab'.repeat(20_000);
const WORDS = Array.from({ length: 4_000 }, (_, index) => `word ${index % 7}`);
const TREE = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${index}`, { list: [1, 2, 3] }]));

/** What takes long by its loops, or by functions that are quick with little and slow with much. */
const ENDLESS: readonly (readonly [condition: string, result: Value])[] = [
  ['all(1..600, all(1..600, true))', 1],
  ['all(1..20000, len(toJSON(result)) > 0)', TREE],
  ['all(1..20000, len(keys(result)) > 0)', TREE],
  ['all(1..20000, not (result contains "abc"))', LONG],
  ['all(1..20000, len(split(result, "b")) > 0)', LONG],
  ['all(1..20000, len(upper(result)) > 0)', LONG],
  ['all(1..20000, len(uniq(result)) > 0)', WORDS],
  ['all(1..20000, len(sort(result)) > 0)', WORDS],
  ['all(1..20000, len(repeat("a", 1000)) > 0)', 1],
  ['all(1..20000, result.a == result.b)', { a: WORDS, b: [...WORDS] }],
  ['all(1..20000, not (result matches "(?i)[ab]*ac"))', LONG],
  ['all(1..20000, not ("a" matches ("b{3}" + string(#))))', 1],
];

describe('where somebody waits for it, a condition', () => {
  it.each(ENDLESS)('%s is ended when it takes too long, and is an error that says so', (condition, result) => {
    const who = patience(3);
    const outcome = evaluate({ successCondition: condition, failureCondition: '' }, result, NOW, who);
    expect(outcome).toMatchObject({ phase: 'Error' });
    expect(outcome.message).toContain('it takes longer than a condition may take here');
    expect(who.asked).toBe(4);
  });

  it.each<readonly [string, Value]>([
    ['not (result matches "(?i)[ab]*a[abß]{200}c")', LONG],
    ['not ("a" matches result)', 'x{1000}'.repeat(100)],
  ])('%s is not begun, as it could not be ended', (condition, result) => {
    const outcome = evaluate({ successCondition: condition, failureCondition: '' }, result, NOW, patience(Infinity));
    expect(outcome).toMatchObject({ phase: 'Error' });
    expect(outcome.message).toContain('a regular expression would take longer than a condition may take here');
  });

  it.each<readonly [string, Value]>([
    ['result[0] >= 0.95', Float64Array.of(0.97)],
    ['all(result, {# < 5000})', Float64Array.from({ length: 1_000 }, (_, index) => index)],
    ['result.ok && result.name matches "^[a-z]{1,63}$" && len(result.name) > 1', { ok: true, name: 'checkout' }],
  ])('%s is judged without a question', (condition, result) => {
    const who = patience(0);
    expect(evaluate({ successCondition: condition, failureCondition: '' }, result, NOW, who).phase).toBe('Successful');
    expect(who.asked).toBe(0);
  });

  it('is explained as far as there is time: first its outcome, then its parts', () => {
    const condition = 'all(1..500, all(1..500, true))';
    const whole = explain(condition, 1, NOW);
    expect(whole.parts).not.toEqual([]);
    expect(explain(condition, 1, NOW, patience(Infinity))).toEqual(whole);
    expect(explain(condition, 1, NOW, patience(15))).toMatchObject({ value: 'true' });
    expect(explain(condition, 1, NOW, patience(5))).toEqual({ text: condition, parts: [] });
    expect(explain(condition, 1, NOW, patience(0))).toEqual({ text: condition, parts: [] });
  });
});

describe('where nobody waits for it, a condition', () => {
  it('takes as long as its steps take', () => {
    const condition = 'all(1..600, all(1..600, true))';
    expect(evaluate({ successCondition: condition, failureCondition: '' }, 1, NOW).phase).toBe('Successful');
  });
});

describe('where somebody waits for it, a moment', () => {
  it.each([
    ['all(1..600, all(1..600, true)) ? now() : now()', 'it takes longer than a condition may take here'],
    [`now() ${'+ duration("1s")'.repeat(200)}`, 'a moment is written with 2000 characters at most, not 3206'],
    ['"x" matches "x{300}" ? now() : now()', 'expression too large'],
  ])('%s is refused', (text, message) => {
    expect(() => evaluateTime(text, NOW, patience(3))).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
    expect(evaluateTime(text, NOW)).toBeGreaterThanOrEqual(NOW);
  });

  it('is one still', () => {
    expect(evaluateTime('now() - duration("5m")', NOW, patience(0))).toBe(Date.UTC(2026, 2, 1, 9, 55));
  });
});
