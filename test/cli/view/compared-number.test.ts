import { expect, it } from 'vitest';
import { comparedNumber } from '../../../src/cli/view/compared-number.ts';
import type { Value } from '../../../src/core/value.ts';
import { metric, story } from '../support/story.ts';

function compared(condition: string, value: Value): number | undefined {
  const steps = story([metric('m', { successCondition: condition })], [{ metric: 'm', at: 1, phase: 'Failed', value }]);
  return comparedNumber(steps.at(-1)?.explanation.metrics[0]);
}

it.each<{ condition: string; value: Value; number: number | undefined }>([
  { condition: 'result.p95 < 200', value: { p95: 187, p50: 20 }, number: 187 },
  { condition: '0.5 > result.rate', value: { rate: 0.41 }, number: 0.41 },
  { condition: 'max(result) < 1', value: Float64Array.of(0.2, 0.9), number: 0.9 },
  { condition: 'len(result) > 0 && result[0] >= 0.95', value: Float64Array.of(0.97), number: undefined },
  { condition: 'result.ok && result.rate <= 1e-2', value: { ok: true, rate: 0.001 }, number: 0.001 },
  { condition: 'result.ok && result.rate <= 1e-2', value: { ok: false, rate: 0.001 }, number: undefined },
  { condition: 'result.state == "ok"', value: { state: 'ok' }, number: undefined },
  { condition: 'result.a < result.b', value: { a: 1, b: 2 }, number: undefined },
])('"$condition" compared $number', ({ condition, value, number }) => {
  expect(compared(condition, value)).toBe(number);
});
