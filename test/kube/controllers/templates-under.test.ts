import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { ApiRequest } from '../../../src/kube/cluster.ts';
import type { Parts } from '../../../src/kube/controllers/parts.ts';
import { seekInCaches, seekPastCaches, templatesUnder } from '../../../src/kube/controllers/templates-under.ts';
import { KINDS } from '../../../src/kube/kinds.ts';
import { nameOf } from '../../../src/kube/metadata.ts';
import { collectionPath } from '../../../src/kube/resource.ts';
import { INSTANCE_LABEL } from '../../../src/rollout/instance-label.ts';
import { startWorld } from './experiments/world.ts';

const template = (name: string, namespace: string, ...templates: readonly JsonObject[]): JsonObject => ({
  metadata: { name, namespace },
  spec: { templates },
});

it('templates are found with those that they lead to, each once, also where they lead back', async () => {
  const { parts } = await startWorld(
    ['analysisTemplates', template('a', 'shop', { templateName: 'b' }, { templateName: 'c', clusterScope: true })],
    ['analysisTemplates', template('b', 'shop', { templateName: 'a' }, { templateName: 'missing' })],
    ['analysisTemplates', template('c', 'shop')],
    ['analysisTemplates', template('b', 'lab', { templateName: 'c' })],
    ['clusterAnalysisTemplates', template('c', '', { templateName: 'd', clusterScope: true })],
    ['clusterAnalysisTemplates', template('d', '')],
  );
  const refs = [{ templateName: 'a' }, { templateName: 'b' }, { templateName: 'gone', clusterScope: true }];
  const { analysisTemplates, clusterAnalysisTemplates } = await templatesUnder(refs, 'shop', seekInCaches(parts));
  expect(analysisTemplates.map(nameOf)).toEqual([
    { namespace: 'shop', name: 'a' },
    { namespace: 'shop', name: 'b' },
  ]);
  expect(clusterAnalysisTemplates.map(nameOf)).toEqual([
    { namespace: '', name: 'c' },
    { namespace: '', name: 'd' },
  ]);
});

it.each<{ given: string; labels: JsonObject; found: number }>([
  { given: 'a template that no cache knows yet', labels: {}, found: 1 },
  { given: 'one of another instance of the controller', labels: { [INSTANCE_LABEL]: 'other' }, found: 0 },
])('$given is looked for past the caches and found $found times', async ({ labels, found }) => {
  const { parts, api } = await startWorld();
  const path = collectionPath(KINDS.analysisTemplates, 'shop');
  const cluster: Parts['cluster'] = Object.assign(Object.create(api), {
    request: (request: ApiRequest) =>
      api.request(request).catch((error: unknown) => {
        if (request.path === `${path}/fresh`) return { metadata: { name: 'fresh', namespace: 'shop', labels } };
        throw error;
      }),
  });
  const refs = [{ templateName: 'fresh' }, { templateName: 'missing' }];
  const { analysisTemplates } = await templatesUnder(refs, 'shop', seekPastCaches({ ...parts, cluster }));
  expect(analysisTemplates).toHaveLength(found);
});
