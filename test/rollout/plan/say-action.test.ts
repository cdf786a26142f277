import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Action } from '../../../src/rollout/plan/action.ts';
import { sayAction } from '../../../src/rollout/plan/say-action.ts';
import { shopRollout, shopSet } from '../../support/shop.ts';

const service: JsonObject = {
  metadata: { name: 'web' },
  spec: { selector: { 'rollouts-pod-template-hash': 'old' } },
};

const BEFORE = {
  rollout: shopRollout({
    status: {
      phase: 'Progressing',
      currentStepIndex: 1,
      abort: true,
      conditions: [
        { type: 'Healthy', status: 'True', reason: 'RolloutHealthy', message: 'well' },
        { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: 'moving' },
      ],
    },
  }),
  replicaSets: [shopSet('new', { replicas: 2 })],
  services: [service],
};

it.each<{ action: Action; text: string }>([
  {
    action: { kind: 'createReplicaSet', object: { metadata: { name: 'web-new' }, spec: { replicas: 0 } } },
    text: 'create ReplicaSet web-new with 0 pods',
  },
  {
    action: { kind: 'scale', replicaSet: 'web-new', replicas: 3, annotations: {} },
    text: 'scale ReplicaSet web-new from 2 to 3',
  },
  {
    action: { kind: 'annotateReplicaSet', replicaSet: 'web-new', annotations: { a: 'b', c: null } },
    text: 'annotate ReplicaSet web-new: a=b, without c',
  },
  {
    action: {
      kind: 'renewReplicaSet',
      replicaSet: 'web-new',
      annotations: { a: 'b' },
      minReadySeconds: 5,
      affinity: null,
    },
    text: 'renew ReplicaSet web-new: a=b, minReadySeconds 5, affinity of pods to come',
  },
  {
    action: {
      kind: 'labelReplicaSet',
      replicaSet: 'web-new',
      labels: { role: 'x' },
      podAnnotations: {},
      annotations: {},
    },
    text: 'give pods to come of ReplicaSet web-new role=x',
  },
  {
    action: { kind: 'labelPod', pod: 'web-new-1', labels: { role: null }, annotations: { a: 'b' } },
    text: 'give pod web-new-1 without role, a=b',
  },
  { action: { kind: 'evictPod', pod: 'web-new-1' }, text: 'evict pod web-new-1' },
  { action: { kind: 'deleteReplicaSet', name: 'web-old' }, text: 'delete ReplicaSet web-old' },
  {
    action: { kind: 'selectService', service: 'web', hash: 'new', owner: 'web' },
    text: 'point Service web at new, away from old, and claim it for web',
  },
  { action: { kind: 'selectService', service: 'preview', hash: 'new' }, text: 'point Service preview at new' },
  {
    action: {
      kind: 'createAnalysisRun',
      object: { metadata: { name: 'web-1' }, spec: { metrics: [{ name: 'errors' }, { name: 'latency' }] } },
    },
    text: 'create AnalysisRun web-1 (metrics errors, latency)',
  },
  { action: { kind: 'terminateAnalysisRun', name: 'web-1' }, text: 'terminate AnalysisRun web-1' },
  { action: { kind: 'deleteAnalysisRun', name: 'web-1' }, text: 'delete AnalysisRun web-1' },
  {
    action: { kind: 'createExperiment', object: { metadata: { name: 'web-e' }, spec: { templates: [{ name: 'a' }] } } },
    text: 'create Experiment web-e (templates a)',
  },
  { action: { kind: 'terminateExperiment', name: 'web-e' }, text: 'terminate Experiment web-e' },
  { action: { kind: 'deleteExperiment', name: 'web-e' }, text: 'delete Experiment web-e' },
  {
    action: { kind: 'tell', event: { type: 'Normal', reason: 'SwitchService', message: 'switched' } },
    text: 'event Normal SwitchService: switched',
  },
  { action: { kind: 'scaleWorkload', name: 'web', replicas: 0 }, text: 'scale Deployment web to 0' },
  { action: { kind: 'annotateRollout', rollout: 'web', annotations: { a: 'b' } }, text: 'annotate the Rollout: a=b' },
  { action: { kind: 'sizeRollout', rollout: 'web', replicas: 1 }, text: 'set spec.replicas of the Rollout to 1' },
])('$action.kind is said as: $text', ({ action, text }) => {
  expect(sayAction(action, BEFORE)).toEqual({ text, details: [] });
});

it('says what routers are told, call by call', () => {
  const additional = [{ weight: 5, serviceName: 'web-e', podTemplateHash: 'e' }];
  const action: Action = {
    kind: 'route',
    routing: {
      routers: ['istio', 'nginx'],
      calls: [
        { kind: 'removeManagedRoutes' },
        { kind: 'setHeaderRoute', route: { name: 'beta' } },
        { kind: 'setMirrorRoute', route: { name: 'mirror' } },
        { kind: 'updateHash', canaryHash: 'new', stableHash: '', additional },
        { kind: 'setWeight', weight: 20, additional },
        { kind: 'verifyWeight', weight: 20, additional },
      ],
    },
  };
  expect(sayAction(action, BEFORE)).toEqual({
    text: 'tell istio and nginx',
    details: [
      'remove the managed routes',
      'set the header route beta',
      'set the mirror route mirror',
      'canary is new, stable is none',
      'set weight 20, 5 to web-e',
      'look whether weight 20 is in force',
    ],
  });
});

it('says of a status what becomes of each field, and which conditions say something else', () => {
  const status: JsonObject = {
    phase: 'Paused',
    currentStepIndex: 2,
    abort: null,
    canary: { weights: { canary: { weight: 20 } } },
    pauseConditions: [{ reason: 'CanaryPauseStep' }],
    conditions: [
      { type: 'Healthy', status: 'True', reason: 'RolloutHealthy', message: 'well', lastUpdateTime: 'later' },
      { type: 'Progressing', status: 'Unknown', reason: 'RolloutPaused', message: 'Rollout is paused' },
    ],
  };
  expect(sayAction({ kind: 'patchStatus', rollout: 'web', status }, BEFORE)).toEqual({
    text: 'change the status',
    details: [
      'phase: Progressing → Paused',
      'currentStepIndex: 1 → 2',
      'abort: true → none',
      'canary.weights.canary.weight: none → 20',
      'pauseConditions: none → [{"reason":"CanaryPauseStep"}]',
      'condition Progressing: Unknown, RolloutPaused: Rollout is paused',
    ],
  });
});
