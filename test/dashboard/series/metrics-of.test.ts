import { expect, it } from 'vitest';
import type { Phase, Run } from '../../../src/dashboard/api/wire.ts';
import { metricsOf, wasStopped } from '../../../src/dashboard/series/metrics-of.ts';
import { aRun } from '../support/a-run.ts';

function run(phases: Readonly<Record<string, Phase>>, dry: readonly string[] = []): Run {
  return {
    ...aRun(),
    explanation: {
      verdict: 'fail',
      phase: 'Failed',
      sentence: '',
      metrics: Object.entries(phases).map(([name, phase]) => ({
        name,
        phase,
        dryRun: dry.includes(name),
        sentence: '',
        limits: [],
      })),
    },
  };
}

it.each<{ given: Readonly<Record<string, Phase>>; dry?: readonly string[]; then: string }>([
  { given: { a: 'Successful', b: 'Failed', c: 'Error' }, then: 'b c a' },
  { given: { a: 'Inconclusive', b: 'Running', c: 'Failed' }, then: 'c a b' },
  { given: { b: 'Successful', a: 'Running' }, then: 'b a' },
  { given: { a: 'Failed', b: 'Failed' }, dry: ['a'], then: 'b a' },
])('metrics that speak against the release come first: $then', ({ given, dry, then }) => {
  expect(
    metricsOf(run(given, dry))
      .map(({ name }) => name)
      .join(' '),
  ).toBe(then);
});

it('metrics that nothing is known of yet are those of the template', () => {
  const metrics = metricsOf({ ...aRun(), spec: { metrics: [{ name: 'rate', interval: '30s' }] } });
  expect(metrics).toMatchObject([{ name: 'rate', phase: '', spec: { interval: '30s' }, result: { name: 'rate' } }]);
});

it.each<{ given: string; phase: Phase; isHit: boolean; then: boolean }>([
  { given: 'has counted enough', phase: 'Successful', isHit: true, then: false },
  { given: 'has not counted enough', phase: 'Successful', isHit: false, then: true },
  { given: 'has failed', phase: 'Failed', isHit: false, then: false },
])('a metric that $given was stopped: $then', ({ phase, isHit, then }) => {
  const limits = [
    { limit: 'failureLimit', had: 0, allowed: 0, isHit: true },
    { limit: 'count', had: 3, allowed: 3, isHit },
  ] as const;
  expect(wasStopped({ phase, explanation: { name: 'm', phase, dryRun: false, sentence: '', limits } })).toBe(then);
});
