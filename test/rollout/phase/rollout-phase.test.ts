import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { clientPhase } from '../../../src/rollout/phase/client-phase.ts';
import { rolloutPhase } from '../../../src/rollout/phase/rollout-phase.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import type { Rollout } from '../../../src/rollout/rollout.ts';

type Members = Readonly<Record<string, Json>>;

const WHOLE: Members = { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
const DONE: Members = { ...WHOLE, currentPodHash: 'new', stableRS: 'new', observedGeneration: '3' };
const HALF: Members = { ...DONE, stableRS: 'old' };

function rollout(spec: Members, status: Members): Rollout {
  const annotations = { 'rollout.argoproj.io/workload-generation': '7' };
  return readRollout({ metadata: { generation: 3, annotations }, spec: { replicas: 2, ...spec }, status });
}

const CANARY: Members = { strategy: { canary: {} } };
const ROUTED: Members = { strategy: { canary: { trafficRouting: {} } } };
const BLUE_GREEN: Members = { strategy: { blueGreen: { activeService: 'active' } } };
const ANALYSED: Members = { strategy: { blueGreen: { activeService: 'active', postPromotionAnalysis: {} } } };
const ACTIVE: Members = { blueGreen: { activeSelector: 'new' } };
const ABORTED = {
  type: 'Progressing',
  status: 'False',
  reason: 'RolloutAborted',
  message: 'Rollout aborted update to revision 2',
};
const INVALID = {
  type: 'InvalidSpec',
  status: 'True',
  reason: 'InvalidSpec',
  message: 'The Rollout "shop" is invalid',
};

describe('the phase that the controller computes (rollout.md §16)', () => {
  it.each<{ readonly given: string; readonly spec: Members; readonly status: Members; readonly want: string }>([
    { given: 'all is done', spec: CANARY, status: DONE, want: 'Healthy: ' },
    {
      given: 'the spec is invalid behind an abort',
      spec: CANARY,
      status: { ...DONE, conditions: [ABORTED, INVALID] },
      want: 'Degraded: RolloutAborted: Rollout aborted update to revision 2',
    },
    {
      given: 'the spec is invalid and it is paused',
      spec: { ...CANARY, paused: true },
      status: { ...DONE, conditions: [INVALID] },
      want: 'Degraded: InvalidSpec: The Rollout "shop" is invalid',
    },
    { given: 'a user paused it', spec: { ...CANARY, paused: true }, status: DONE, want: 'Paused: manually paused' },
    {
      given: 'two pauses are on',
      spec: CANARY,
      status: { ...DONE, pauseConditions: [{ reason: 'CanaryPauseStep' }, { reason: 'InconclusiveAnalysisRun' }] },
      want: 'Paused: CanaryPauseStep',
    },
    {
      given: 'pods are to be restarted',
      spec: { ...CANARY, restartAt: '2026-03-01T10:00:00Z' },
      status: { ...DONE, restartedAt: '2026-02-01T10:00:00Z' },
      want: 'Progressing: rollout is restarting',
    },
    {
      given: 'pods are old',
      spec: CANARY,
      status: { ...DONE, updatedReplicas: 1 },
      want: 'Progressing: more replicas need to be updated',
    },
    {
      given: 'pods are not available',
      spec: CANARY,
      status: { ...DONE, availableReplicas: 1 },
      want: 'Progressing: updated replicas are still becoming available',
    },
    { given: 'active is not new', spec: BLUE_GREEN, status: DONE, want: 'Progressing: active service cutover pending' },
    {
      given: 'the analysis runs',
      spec: ANALYSED,
      status: { ...HALF, ...ACTIVE },
      want: 'Progressing: waiting for analysis to complete',
    },
    {
      given: 'the analysis has ended',
      spec: ANALYSED,
      status: {
        ...HALF,
        blueGreen: { activeSelector: 'new', postPromotionAnalysisRunStatus: { status: 'Successful' } },
      },
      want: 'Progressing: waiting for post-promotion verification to complete',
    },
    { given: 'blue-green is done', spec: ANALYSED, status: { ...DONE, ...ACTIVE }, want: 'Healthy: ' },
    {
      given: 'old pods of a basic canary are left',
      spec: CANARY,
      status: { ...DONE, replicas: 3 },
      want: 'Progressing: old replicas are pending termination',
    },
    { given: 'old pods of a routed canary wait', spec: ROUTED, status: { ...DONE, replicas: 3 }, want: 'Healthy: ' },
    { given: 'steps are left', spec: ROUTED, status: HALF, want: 'Progressing: waiting for all steps to complete' },
    {
      given: 'nothing was ever promoted',
      spec: ROUTED,
      status: { ...WHOLE },
      want: 'Progressing: waiting for all steps to complete',
    },
  ])('when $given it is $want', ({ spec, status, want }) => {
    const { phase, message } = rolloutPhase(rollout(spec, status));
    expect(`${phase}: ${message}`).toBe(want);
  });
});

describe('the phase that a client shows (rollout.md §16)', () => {
  const stored: Members = { ...DONE, phase: 'Degraded', message: 'as stored' };

  it.each<{ readonly given: string; readonly status: Members; readonly isRef?: boolean; readonly want: string }>([
    { given: 'all was seen', status: stored, want: 'Degraded: as stored' },
    { given: 'nothing is stored', status: DONE, want: 'Healthy: ' },
    {
      given: 'the spec was not seen',
      status: { ...stored, observedGeneration: '2' },
      want: 'Progressing: waiting for rollout spec update to be observed',
    },
    {
      given: 'an old Rollout has a hash there',
      status: { ...stored, observedGeneration: 'abc' },
      want: 'Degraded: as stored',
    },
    {
      given: 'its hash looks like a number',
      status: { ...stored, observedGeneration: '6974' },
      want: 'Degraded: as stored',
    },
    {
      given: 'a resume was not seen',
      status: { ...stored, controllerPause: true },
      want: 'Progressing: waiting for rollout to unpause',
    },
    {
      given: 'the workload was not seen',
      status: { ...stored, workloadObservedGeneration: '6' },
      isRef: true,
      want: 'Progressing: waiting for rollout spec update to be observed for the reference workload',
    },
    {
      given: 'the workload does not count',
      status: { ...stored, workloadObservedGeneration: '6' },
      want: 'Degraded: as stored',
    },
    {
      given: 'the workload was seen',
      status: { ...stored, workloadObservedGeneration: '7' },
      isRef: true,
      want: 'Degraded: as stored',
    },
  ])('when $given it is $want', ({ status, isRef = false, want }) => {
    const { phase, message } = clientPhase(rollout(CANARY, status), isRef);
    expect(`${phase}: ${message}`).toBe(want);
  });
});
