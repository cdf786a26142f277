import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { endOfLife } from '../../../../src/kube/controllers/analysis-runs/time-to-live.ts';
import { analysisRun } from '../../../support/analysis-controller-at.ts';
import { at, seconds } from '../../../support/builders.ts';
import { unreachable } from '../../../support/memory-api.ts';
import { metric, world } from './a-run.ts';

const ALL = { secondsAfterCompletion: 30, secondsAfterSuccess: 10, secondsAfterFailure: 20 };
const ENDED = '2026-03-01T10:00:00Z';

it.each<{ phase: string; ttlStrategy: JsonObject; completedAt?: string; end: number | undefined }>([
  { phase: 'Successful', ttlStrategy: ALL, completedAt: ENDED, end: 11 },
  { phase: 'Failed', ttlStrategy: ALL, completedAt: ENDED, end: 21 },
  { phase: 'Error', ttlStrategy: ALL, completedAt: ENDED, end: 31 },
  { phase: 'Inconclusive', ttlStrategy: ALL, completedAt: ENDED, end: 31 },
  { phase: 'Successful', ttlStrategy: { secondsAfterCompletion: 30 }, completedAt: ENDED, end: 31 },
  { phase: 'Successful', ttlStrategy: { secondsAfterSuccess: 0 }, completedAt: ENDED, end: 1 },
  { phase: 'Failed', ttlStrategy: { secondsAfterSuccess: 0 }, completedAt: ENDED, end: undefined },
  { phase: 'Successful', ttlStrategy: {}, completedAt: ENDED, end: undefined },
  { phase: 'Error', ttlStrategy: ALL, end: undefined },
  { phase: 'Running', ttlStrategy: ALL, end: undefined },
])('a run that is $phase, with $ttlStrategy, lives until $end s after', ({ phase, ttlStrategy, completedAt, end }) => {
  const status = { phase, ...(completedAt !== undefined && { completedAt }) };
  expect(endOfLife({ spec: { ttlStrategy }, status })).toBe(end === undefined ? undefined : at(end));
});

it('a run goes when its time is over, without anything that reminds of it', async () => {
  const { begin, pass, runs } = await world();
  await begin(analysisRun('r', [metric('m')], { ttlStrategy: { secondsAfterSuccess: 60 } }));
  await begin(analysisRun('kept', [metric('m')]));
  await pass(seconds(60.9));
  expect(await runs.all()).toEqual(['r', 'kept']);
  await pass(seconds(0.2));
  expect(await runs.all()).toEqual(['kept']);
});

it('a run that could not be deleted goes later', async () => {
  const { api, begin, pass, runs } = await world();
  await begin(analysisRun('r', [metric('m')], { ttlStrategy: { secondsAfterSuccess: 60 } }));
  api.before = () => {
    throw unreachable();
  };
  await pass(seconds(90));
  api.before = () => {};
  await pass(seconds(20));
  expect(await runs.all()).toEqual([]);
});
