import { instantOf } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import { answerTo } from '../../../src/evaluator/evaluate.ts';
import { typeName } from '../../../src/evaluator/values/type-name.ts';
import { compare, type Kind, type Outcome, PASSED } from '../kind.ts';
import { decodeNotation, encodeNotation, normalise } from '../notation.ts';

interface ExprLine {
  readonly expr: string;
  readonly result: Json;
  readonly want: {
    readonly bool?: boolean;
    readonly value?: Json;
    readonly type?: string;
    readonly error?: string;
    readonly errorRegex?: string;
    readonly stage?: 'compile' | 'run';
  };
}

/** `now()` in a condition is now; no line depends on which moment that is. */
const NOW = instantOf(Date.UTC(2026, 2, 1, 10));

/** One condition on one result. */
export const exprKind: Kind = {
  name: 'expr',
  title: ({ expr }: ExprLine) => expr.slice(0, 120),
  run({ expr, result, want }: ExprLine): Outcome {
    const answer = answerTo(expr, decodeNotation(result), NOW);
    if (!answer.ok) {
      const { stage, message } = answer;
      const { errorRegex } = want;
      if (errorRegex !== undefined && new RegExp(errorRegex).test(message) && stage === want.stage) return PASSED;
      return compare(want, { error: message, stage });
    }
    const { value } = answer;
    if (typeof value === 'boolean') return compare(want, { bool: value });
    return compare(
      { type: want.type, ...(want.value !== undefined && { value: normalise(want.value) }), ...without(want) },
      { type: typeName(value), value: encodeNotation(value) },
    );
  },
};

/** What is wanted besides a value. */
function without({ bool, error, stage }: ExprLine['want']): Partial<ExprLine['want']> {
  return {
    ...(bool !== undefined && { bool }),
    ...(error !== undefined && { error }),
    ...(stage !== undefined && { stage }),
  };
}
