import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { rolloutImages } from '../../../src/rollout/info/images.ts';
import { rolloutInfo } from '../../../src/rollout/info/rollout-info.ts';
import { shopRollout, shopSet, shopTemplate } from '../../support/shop.ts';

const NOTHING = { replicaSets: [], pods: [], experiments: [], analysisRuns: [] };
const OWNED = { ownerReferences: [{ uid: 'uid-web' }] };

describe('the model of a Rollout', () => {
  it('groups nothing that it does not own', () => {
    const replicaSets = [shopSet('a'), shopSet('b', { uid: 'another' })];
    const info = rolloutInfo(shopRollout(), { ...NOTHING, replicaSets });
    expect(info.replicaSets.map(({ objectMeta }) => objectMeta.name)).toEqual(['web-a']);
  });

  it('orders Experiments of the same second by name, whatever order they come in', () => {
    const experiment = (name: string): JsonObject => ({ metadata: { name, ...OWNED } });
    const names = (...order: readonly string[]): readonly string[] =>
      rolloutInfo(shopRollout(), { ...NOTHING, experiments: order.map(experiment) }).experiments.map(
        ({ objectMeta }) => objectMeta.name,
      );
    expect(names('b', 'a', 'c')).toEqual(['a', 'b', 'c']);
    expect(names('c', 'b', 'a')).toEqual(['a', 'b', 'c']);
  });

  it('puts the tags of an image that runs twice together, and leaves out what does not run', () => {
    const template = shopTemplate('web:1');
    const info = rolloutInfo(shopRollout({ status: { stableRS: 'old', currentPodHash: 'new' } }), {
      ...NOTHING,
      replicaSets: [
        shopSet('new', { revision: '2', replicas: 1, template }),
        shopSet('old', { revision: '1', replicas: 4, template }),
        shopSet('gone', { template: shopTemplate('web:0') }),
      ],
    });
    expect(rolloutImages(info)).toEqual([{ image: 'web:1', tags: ['canary', 'stable'] }]);
  });

  const healthy = {
    phase: 'Healthy',
    observedGeneration: '2',
    workloadObservedGeneration: '3',
    stableRS: 'a',
    currentPodHash: 'a',
  };
  it.each([
    { given: 'seen', generation: 3, status: 'Healthy' },
    // Upstream's commands say Healthy (interfaces.md §3.17, a defect).
    { given: 'not seen', generation: 4, status: 'Progressing' },
  ])('a change of the workload that the controller has $given: $status', ({ generation, status }) => {
    const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'base' };
    const rollout = shopRollout({ spec: { workloadRef }, status: healthy });
    const workload = { metadata: { generation }, spec: { template: shopTemplate('base:1') } };
    const info = rolloutInfo(rollout, { ...NOTHING, workload });
    expect(info.status).toBe(status);
    expect(info.containers).toEqual([{ name: 'main', image: 'base:1' }]);
  });

  const routed = { trafficRouting: { nginx: { stableIngress: 'web' } } };
  const half = { currentStepIndex: 1, availableReplicas: 4, stableRS: 'old', currentPodHash: 'new' };
  it.each<{ given: string; canary?: JsonObject; status: JsonObject; weight: string }>([
    { given: 'one of four pods is the canary', status: half, weight: '25' },
    { given: 'nothing is available', status: { ...half, availableReplicas: 0 }, weight: '0' },
    { given: 'all steps are done', status: { ...half, currentStepIndex: 3 }, weight: '100' },
    {
      given: 'a router was told 7',
      canary: routed,
      status: { ...half, canary: { weights: { canary: { weight: 7 } } } },
      weight: '7',
    },
    { given: 'a router was told nothing yet', canary: routed, status: half, weight: '20' },
  ])('the weight is $weight when $given', ({ canary = {}, status, weight }) => {
    const replicaSets = [shopSet('new', { replicas: 1 }), shopSet('old', { replicas: 3 })];
    const info = rolloutInfo(shopRollout({ canary, status }), { ...NOTHING, replicaSets });
    expect(info.actualWeight).toBe(weight);
  });
});
