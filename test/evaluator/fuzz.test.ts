import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import { checkSyntax } from '../../src/evaluator/check-syntax.ts';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { evaluateTime } from '../../src/evaluator/evaluate-time.ts';
import { thresholdOf } from '../../src/evaluator/threshold.ts';
import { anyResult, mutant, noise, wordSoup } from './arbitrary.ts';

const NOW = instantOf(Date.UTC(2026, 2, 1, 10));

describe.each([
  ['noise', noise, 1500],
  ['words in any order', wordSoup, 3000],
  ['conditions with a few words changed', mutant, 4000],
] as const)('given %s', (_, texts, numRuns) => {
  it('there is an outcome', () => {
    fc.assert(
      fc.property(texts, anyResult, (text, value) => {
        const { phase, message } = evaluate({ successCondition: text, failureCondition: '' }, value, NOW);
        expect(message !== undefined).toBe(phase === 'Error');
      }),
      { numRuns },
    );
  });

  it('what is refused before measuring could not have been evaluated', () => {
    fc.assert(
      fc.property(texts, anyResult, (text, value) => {
        const problem = checkSyntax(text);
        if (problem === undefined) return;
        const { phase } = evaluate({ successCondition: text, failureCondition: '' }, value, NOW);
        expect({ text, problem, phase }).toMatchObject({ phase: 'Error' });
        expect(problem.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns },
    );
  });

  it('a threshold is a number or nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(typeof (thresholdOf(text)?.value ?? 0)).toBe('number');
      }),
    );
  });

  it('a time is a time or a fault', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let moment = 0;
        let code: unknown;
        try {
          moment = evaluateTime(text, NOW);
        } catch (thrown) {
          code = (thrown as { code?: unknown }).code;
        }
        expect([undefined, 'CONDITION_INVALID']).toContain(code);
        expect(Number.isNaN(moment)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
