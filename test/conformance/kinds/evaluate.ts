import { instantOf } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import { evaluate } from '../../../src/evaluator/evaluate.ts';
import { compare, type Kind, type Outcome } from '../kind.ts';
import { decodeNotation } from '../notation.ts';

interface EvaluateLine {
  readonly success?: string;
  readonly failure?: string;
  readonly result: Json;
  readonly want: { readonly phase: string; readonly error?: string };
}

const NOW = instantOf(Date.UTC(2026, 2, 1, 10));

/** Both conditions of a metric on one result. */
export const evaluateKind: Kind = {
  name: 'evaluate',
  title: ({ success = '', failure = '' }: EvaluateLine) => `${success} / ${failure}`,
  run({ success = '', failure = '', result, want }: EvaluateLine): Outcome {
    const outcome = evaluate({ successCondition: success, failureCondition: failure }, decodeNotation(result), NOW);
    return compare(want, { phase: outcome.phase, error: outcome.message });
  },
};
