import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import type { Value } from '../../src/core/value.ts';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { explain } from '../../src/evaluator/explain.ts';
import type { Explained } from '../../src/evaluator/explained.ts';
import { anyCondition, anyResult } from './arbitrary.ts';

const NOW = instantOf(Date.UTC(2026, 2, 1, 10));

/** A line a part, indented by depth: `text = value`, `text ! error`, or the text alone where it was not reached. */
function lines({ text, value, error, parts }: Explained, depth = 0): readonly string[] {
  const told = value === undefined ? (error === undefined ? '' : ` ! ${error}`) : ` = ${value}`;
  return ['  '.repeat(depth) + text + told, ...parts.flatMap((part) => lines(part, depth + 1))];
}

describe('a condition is explained by the values of its parts', () => {
  it.each<[string, Value, readonly string[]]>([
    [
      'result[0] >= 0.95',
      Float64Array.of(0.93, Number.NaN),
      ['result[0] >= 0.95 = false', '  result[0] = 0.93', '    result = [0.93, NaN]'],
    ],
    [
      'result.ok && result.n > 3',
      { ok: false, n: 4 },
      [
        'result.ok && result.n > 3 = false',
        '  result.ok = false',
        '    result = {ok: false, n: 4}',
        '  result.n > 3',
        '    result.n',
        '      result',
      ],
    ],
    [
      'result.a.b > 1',
      {},
      [
        'result.a.b > 1 ! cannot fetch b from <nil>',
        '  result.a.b ! cannot fetch b from <nil>',
        '    result.a = nil',
        '      result = {}',
      ],
    ],
    [
      '(len(result) == 0) || all(result, # > 0.5)',
      [1, 2],
      [
        '(len(result) == 0) || all(result, # > 0.5) = true',
        '  len(result) == 0 = false',
        '    len(result) = 2',
        '      result = [1, 2]',
        '  all(result, # > 0.5) = true',
        '    result = [1, 2]',
      ],
    ],
    [
      'result.a?.b == nil',
      { a: null },
      ['result.a?.b == nil = true', '  result.a?.b = nil', '    result.a = nil', '      result = {a: nil}'],
    ],
    ['result.n', { n: 3 }, ['result.n ! expected bool, but got float64', '  result = {n: 3}']],
    ['result +', 1, ['result + ! unexpected token EOF']],
    ['result > 1', null, ['result > 1 ! metric result is nil or empty: no data returned from the metric provider']],
  ])('%s', (text, value, wanted) => {
    expect(lines(explain(text, value, NOW))).toEqual(wanted);
  });

  it('cuts what is long', () => {
    const [, ...parts] = lines(
      explain(
        'len(result) > 1',
        Float64Array.from({ length: 100 }, (_, i) => i),
        NOW,
      ),
    );
    expect(parts).toEqual(['  len(result) = 100', '    result = [0, 1, 2, 3, 4, … 95 more]']);
    const [, text] = lines(explain('result == ""', 'x'.repeat(1000), NOW));
    expect(text).toHaveLength('  result = ""…'.length + 80);
  });

  it('stays small, however large the condition is', () => {
    const text = Array.from({ length: 900 }, (_, i) => `result.a${i} != ${i}`).join(' || ');
    expect(lines(explain(text, { a0: 0 }, NOW)).length).toBeLessThan(250);
  });

  it('comes to the same outcome as the evaluation', () => {
    fc.assert(
      fc.property(anyCondition, anyResult, (text, value) => {
        const { phase, message } = evaluate({ successCondition: text, failureCondition: '' }, value, NOW);
        const explained = explain(text, value, NOW);
        if (text === '') return;
        const told = message?.slice(`could not evaluate successCondition "${text}": `.length);
        expect([explained.value, explained.error]).toEqual(
          told === undefined ? [String(phase === 'Successful'), undefined] : [undefined, told],
        );
      }),
      { numRuns: 500 },
    );
  });
});
