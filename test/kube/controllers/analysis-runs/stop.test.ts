import { expect, it } from 'vitest';
import type { Instant } from '../../../../src/core/instant.ts';
import { analysisRun } from '../../../support/analysis-controller-at.ts';
import { at, seconds } from '../../../support/builders.ts';
import { unreachable } from '../../../support/memory-api.ts';
import { metric, settle, world } from './a-run.ts';

it('a controller that is stopped writes the looks that come back in time, begins none, and gives up the others', async () => {
  const answers = { soon: [{ value: 1, took: seconds(1.5) }], late: [{ value: 1, took: seconds(30) }] };
  const { clock, controller, begin, pass, runs, asked } = await world({ answers });
  await begin(analysisRun('waiting', [metric('m', { interval: '1s' })]));
  await begin(analysisRun('soon', [metric('soon')]));
  await begin(analysisRun('late', [metric('late')]));
  await pass(seconds(0.5));
  const { endedAt } = stopping(controller, () => clock.now());
  await pass(seconds(60));
  expect(await endedAt).toBe(at(2.5));
  expect(await runs.status('soon')).toMatchObject({ phase: 'Successful' });
  expect(await runs.status('waiting')).toMatchObject({ phase: 'Running', metricResults: [{ count: 1 }] });
  expect(await runs.status('late')).not.toHaveProperty('metricResults');
  expect(asked).toHaveLength(3);
});

it('a controller without looks under way stops at once', async () => {
  const { clock, controller, begin } = await world();
  await begin(analysisRun('r', [metric('m', { interval: '10s' })]));
  const { endedAt } = stopping(controller, () => clock.now());
  await settle(clock);
  expect(await endedAt).toBe(at(0));
});

it('an API that is away does not keep a controller from stopping', async () => {
  const { api, clock, controller, begin, pass } = await world();
  api.before = (request) => (request.method === 'PATCH' ? Promise.reject(unreachable()) : undefined);
  await begin(analysisRun('r', [metric('m', { interval: '10s' })]));
  const { endedAt } = stopping(controller, () => clock.now());
  await pass(seconds(5));
  expect(await endedAt).toBe(at(2));
});

function stopping(controller: { stop(): Promise<void> }, now: () => Instant): { readonly endedAt: Promise<Instant> } {
  return { endedAt: controller.stop().then(now) };
}
