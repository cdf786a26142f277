import { describe, expect, it } from 'vitest';
import { instantOf, millisOf } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import { hasTimedOut } from '../../../src/rollout/phase/has-timed-out.ts';
import { isHealthy } from '../../../src/rollout/phase/is-healthy.ts';
import { isProgressing } from '../../../src/rollout/phase/is-progressing.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import { readStatus } from '../../../src/rollout/reading/read-status.ts';

type Members = Readonly<Record<string, Json>>;

const BEFORE: Members = {
  replicas: 4,
  updatedReplicas: 2,
  readyReplicas: 3,
  availableReplicas: 3,
  stableRS: 'old',
  currentPodHash: 'new',
  currentStepHash: 'steps',
  currentStepIndex: 1,
  blueGreen: { activeSelector: 'old', previewSelector: 'new' },
};
const status = (members: Members) => readStatus(new Fields({ ...BEFORE, ...members }));

describe('progress (rollout.md §15)', () => {
  it.each<{ readonly given: string; readonly after: Members; readonly canary: boolean; readonly blueGreen: boolean }>([
    { given: 'nothing changed', after: {}, canary: false, blueGreen: false },
    { given: 'a new pod came', after: { updatedReplicas: 3, replicas: 5 }, canary: true, blueGreen: true },
    { given: 'an old pod went', after: { replicas: 3 }, canary: true, blueGreen: true },
    { given: 'an old pod came', after: { replicas: 5 }, canary: false, blueGreen: false },
    { given: 'a pod got ready', after: { readyReplicas: 4 }, canary: true, blueGreen: true },
    { given: 'a pod became unready', after: { readyReplicas: 2 }, canary: false, blueGreen: false },
    { given: 'a pod became available', after: { availableReplicas: 4 }, canary: true, blueGreen: true },
    { given: 'a step was taken', after: { currentStepIndex: 2 }, canary: true, blueGreen: false },
    { given: 'there are no steps any more', after: { currentStepIndex: null }, canary: false, blueGreen: false },
    { given: 'the steps changed', after: { currentStepHash: 'others' }, canary: true, blueGreen: false },
    { given: 'stable changed', after: { stableRS: 'new' }, canary: true, blueGreen: false },
    {
      given: 'active moved',
      after: { blueGreen: { activeSelector: 'new', previewSelector: 'new' } },
      canary: false,
      blueGreen: true,
    },
  ])('when $given: canary $canary, blue-green $blueGreen', ({ after, canary, blueGreen }) => {
    expect(isProgressing('canary', status({}), status(after))).toBe(canary);
    expect(isProgressing('blueGreen', status({}), status(after))).toBe(blueGreen);
  });
});

describe('condition Healthy (rollout.md §15)', () => {
  const whole: Members = {
    replicas: 4,
    updatedReplicas: 4,
    availableReplicas: 4,
    stableRS: 'new',
    currentStepIndex: 2,
  };
  const steps = [{ setWeight: 10 }, { pause: {} }];
  const canary = { canary: { steps } };
  const blueGreen = { blueGreen: { activeService: 'active', previewService: 'preview' } };
  const selects = (active: string, preview: string): Members => ({
    blueGreen: { activeSelector: active, previewSelector: preview },
  });

  it.each<{
    readonly given: string;
    readonly strategy: Json;
    readonly after: Members;
    readonly observed?: string;
    readonly healthy: boolean;
  }>([
    { given: 'a canary is done', strategy: canary, after: whole, healthy: true },
    { given: 'the spec was not seen before', strategy: canary, after: whole, observed: '2', healthy: false },
    { given: 'a step is left', strategy: canary, after: { ...whole, currentStepIndex: 1 }, healthy: false },
    { given: 'an old pod is left', strategy: canary, after: { ...whole, replicas: 5 }, healthy: false },
    { given: 'it is not promoted', strategy: canary, after: { ...whole, stableRS: 'old' }, healthy: false },
    { given: 'a pod is not available', strategy: canary, after: { ...whole, availableReplicas: 3 }, healthy: false },
    {
      given: 'both services are on new',
      strategy: blueGreen,
      after: { ...whole, replicas: 8, ...selects('new', 'new') },
      healthy: true,
    },
    {
      given: 'preview is not on new',
      strategy: blueGreen,
      after: { ...whole, ...selects('new', 'old') },
      healthy: false,
    },
    {
      given: 'active is not on new',
      strategy: blueGreen,
      after: { ...whole, ...selects('old', 'new') },
      healthy: false,
    },
  ])('is $healthy when $given', ({ strategy, after, observed = '3', healthy }) => {
    const rollout = readRollout({
      metadata: { generation: 3 },
      spec: { replicas: 4, strategy },
      status: { observedGeneration: observed },
    });
    expect(isHealthy(rollout, status(after))).toBe(healthy);
  });
});

describe('the progress deadline (rollout.md §15)', () => {
  const AT = '2026-03-01T10:00:00Z';
  const deadline = millisOf(600_000);
  const end = instantOf(Date.parse(AT) + 600_000);

  it.each<{ readonly given: string; readonly condition: Json; readonly late: number; readonly timedOut: boolean }>([
    {
      given: 'progress is as old as the deadline',
      condition: { reason: 'ReplicaSetUpdated', lastUpdateTime: AT },
      late: 0,
      timedOut: false,
    },
    {
      given: 'progress is older',
      condition: { reason: 'ReplicaSetUpdated', lastUpdateTime: AT },
      late: 1,
      timedOut: true,
    },
    { given: 'it was aborted', condition: { reason: 'RolloutAborted', lastUpdateTime: AT }, late: 1, timedOut: false },
    { given: 'it is paused', condition: { reason: 'RolloutPaused', lastUpdateTime: AT }, late: 1, timedOut: false },
    {
      given: 'it timed out before',
      condition: { reason: 'ProgressDeadlineExceeded', lastUpdateTime: AT },
      late: -1,
      timedOut: true,
    },
  ])('has passed: $timedOut, when $given', ({ condition, late, timedOut }) => {
    const conditions = [
      { type: 'Available', reason: 'AvailableReason' },
      { type: 'Progressing', ...Object(condition) },
    ];
    expect(hasTimedOut(status({ conditions }), deadline, instantOf(end + late))).toBe(timedOut);
  });

  it('never passes for what has not reported progress yet', () => {
    expect(hasTimedOut(status({}), deadline, end)).toBe(false);
  });
});
