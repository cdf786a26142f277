import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { type PromoteMode, promote } from '../../../src/rollout/commands/promote.ts';
import { shopRollout } from '../../support/shop.ts';

const PAUSED = { pauseConditions: [{ reason: 'CanaryPauseStep', startTime: '2026-03-01T10:00:00Z' }] };
const INCONCLUSIVE = { canary: { currentStepAnalysisRunStatus: { name: 'web-1', status: 'Inconclusive' } } };

it.each<{ given: string; mode: PromoteMode; rollout: JsonObject; status?: JsonObject; spec?: JsonObject }>([
  {
    given: 'a pause that a step made',
    mode: 'next',
    rollout: shopRollout({ status: { ...PAUSED, currentStepIndex: 1 } }),
    status: { pauseConditions: null },
  },
  {
    given: 'a step that is under way',
    mode: 'next',
    rollout: shopRollout({ status: { currentStepIndex: 1 } }),
    status: { pauseConditions: null, currentStepIndex: 2 },
  },
  {
    given: 'a step index behind the last step',
    mode: 'next',
    rollout: shopRollout({ status: { currentStepIndex: 7 } }),
    status: { pauseConditions: null, currentStepIndex: 7 },
  },
  {
    given: 'an inconclusive analysis',
    mode: 'next',
    rollout: shopRollout({ status: { ...PAUSED, ...INCONCLUSIVE, controllerPause: true, currentStepIndex: 1 } }),
    status: { pauseConditions: null, controllerPause: false, currentStepIndex: 2 },
  },
  {
    given: 'a pause by hand, and no steps',
    mode: 'next',
    rollout: shopRollout({ spec: { paused: true }, canary: { steps: [] } }),
    spec: { paused: false },
  },
  {
    given: 'an update under way',
    mode: 'full',
    rollout: shopRollout({ spec: { paused: true }, status: { currentPodHash: 'new', stableRS: 'old' } }),
    status: { promoteFull: true },
    spec: { paused: false },
  },
  {
    given: 'a step',
    mode: 'skipCurrentStep',
    rollout: shopRollout({ spec: { paused: true } }),
    status: { currentStepIndex: 1 },
  },
  { given: 'steps', mode: 'skipAllSteps', rollout: shopRollout(), status: { currentStepIndex: 3 } },
])('given $given, $mode patches status $status and spec $spec', ({ mode, rollout, status, spec }) => {
  expect(promote(rollout, mode)).toEqual({
    kind: 'statusFirst',
    on: { kind: 'Rollout', name: 'web' },
    ...(status && { status: { status } }),
    ...(spec && { spec: { spec } }),
    both: expect.anything(),
  });
});

it('asks for nothing where nothing is left to promote', () => {
  const rollout = shopRollout({ status: { currentPodHash: 'new', stableRS: 'new' } });
  expect(promote(rollout, 'full')).toBeUndefined();
});

it.each<{ given: string; strategy: JsonObject; error: string }>([
  {
    given: 'a blue-green strategy',
    strategy: { blueGreen: { activeService: 'web' } },
    error: 'Cannot skip steps of a bluegreen rollout. Run without a flags',
  },
  { given: 'no steps', strategy: { canary: {} }, error: 'Cannot skip steps of a rollout without steps' },
  { given: 'no strategy', strategy: {}, error: 'Cannot skip steps of a rollout without steps' },
])('given $given, steps cannot be skipped', ({ strategy, error }) => {
  const rollout = shopRollout({ spec: { strategy } });
  for (const mode of ['skipCurrentStep', 'skipAllSteps'] as const) {
    expect(() => promote(rollout, mode)).toThrow(error);
  }
});
