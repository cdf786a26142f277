import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import type { CachedKind } from '../../../../src/kube/controllers/caches.ts';
import { experiment, startWorld, template } from './world.ts';

const owned = (kind: string, apiVersion = 'argoproj.io/v1alpha1'): JsonObject => ({
  metadata: {
    name: 'some',
    namespace: 'shop',
    ownerReferences: [{ apiVersion, kind, name: 'exp', uid: 'u', controller: true }],
  },
});
const named = (name: string, namespace = 'shop'): JsonObject => ({ metadata: { name, namespace } });

it.each<{
  what: string;
  kind: CachedKind | 'onDemand';
  object: JsonObject;
  change?: 'added' | 'deleted';
  keys: string[];
}>([
  { what: 'an Experiment', kind: 'experiments', object: named('other'), keys: ['shop/other'] },
  { what: 'an own ReplicaSet', kind: 'replicaSets', object: owned('Experiment'), keys: ['shop/exp'] },
  { what: 'an own run', kind: 'analysisRuns', object: owned('Experiment'), keys: ['shop/exp'] },
  { what: 'an own Service', kind: 'services', object: owned('Experiment'), keys: ['shop/exp'] },
  { what: 'the ReplicaSet of a Rollout', kind: 'replicaSets', object: owned('Rollout'), keys: [] },
  {
    what: 'the run of an Experiment of another API',
    kind: 'analysisRuns',
    object: owned('Experiment', 'lab/v1'),
    keys: [],
  },
  { what: 'a template that it names', kind: 'analysisTemplates', object: named('up'), keys: ['shop/exp'] },
  { what: 'the same in another namespace', kind: 'analysisTemplates', object: named('up', 'lab'), keys: [] },
  {
    what: 'a cluster template that it names',
    kind: 'clusterAnalysisTemplates',
    object: named('all', ''),
    keys: ['shop/exp'],
  },
  { what: 'a template of the name of a cluster template', kind: 'analysisTemplates', object: named('all'), keys: [] },
  { what: 'a name that it wants and that is there', kind: 'replicaSets', object: named('exp-canary'), keys: [] },
  {
    what: 'a name that it wants and that is free now',
    kind: 'replicaSets',
    object: named('exp-canary'),
    change: 'deleted',
    keys: ['shop/exp'],
  },
  { what: 'a Rollout', kind: 'rollouts', object: named('exp'), keys: [] },
  { what: 'anything else', kind: 'onDemand', object: owned('Experiment'), keys: [] },
])('$what concerns $keys', async ({ kind, object, change = 'added', keys }) => {
  const analyses = [
    { name: 'a', templateName: 'up' },
    { name: 'b', templateName: 'all', clusterScope: true },
  ];
  const { controller } = await startWorld(['experiments', experiment({ templates: [template('canary')], analyses })]);
  expect(controller.concerns(kind, { kind: change, object })).toEqual(keys);
});
