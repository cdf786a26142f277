import { instantOf } from '../src/core/instant.ts';
import type { Value } from '../src/core/value.ts';
import { evaluate } from '../src/evaluator/evaluate.ts';
import { compileCondition } from '../src/evaluator/program-cache.ts';
import { natureOf } from '../src/evaluator/types/nature.ts';
import { typeOfResult } from '../src/evaluator/types/result-type.ts';
import type { Figure } from './figure.ts';

const NOW = instantOf(0);
const ONE = Float64Array.of(0.97);
const THOUSAND = Float64Array.from({ length: 1000 }, (_, i) => i / 3000);

/** Conditions as users write them, on results as providers hand them over. */
const CASES: readonly (readonly [condition: string, of: string, result: Value])[] = [
  ['result[0] >= 0.95', 'one sample', ONE],
  ['result >= 0.95', 'a scalar', 0.97],
  ['result.ok && result.successPercent >= 0.9', 'an object', { ok: true, successPercent: 0.95 }],
  ['all(result, {# < 0.5})', '1,000 samples', THOUSAND],
  ['len(filter(result, # > 0.1)) > 5', '1,000 samples', THOUSAND],
  ['sum(map(result, # * 2)) > 5', '1,000 samples', THOUSAND],
];

/** How long an evaluation takes, finding the compiled condition included, and how long compiling takes. */
export async function evaluatorBench(): Promise<readonly Figure[]> {
  const evaluations = CASES.map(([condition, of, result]) => ({
    name: `${condition} on ${of}`,
    value: microseconds(() => evaluate({ successCondition: condition, failureCondition: '' }, result, NOW)),
    unit: 'µs',
  }));
  const nature = natureOf(typeOfResult(ONE));
  const compiling = microseconds(() => compileCondition('result[0] >= 0.95', nature));
  return [...evaluations, { name: 'compiling result[0] >= 0.95', value: compiling, unit: 'µs' }];
}

/** The best of some rounds, in microseconds a call: whatever else the machine does only adds. */
function microseconds(work: () => unknown): number {
  const rounds = Array.from({ length: 15 }, () => {
    const end = performance.now() + 60;
    let calls = 0;
    const start = performance.now();
    while (performance.now() < end) {
      for (let i = 0; i < 500; i += 1) work();
      calls += 500;
    }
    return ((performance.now() - start) * 1000) / calls;
  });
  return Math.min(...rounds);
}
