import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { templatesUnder } from '../../../src/kube/controllers/templates-under.ts';
import { nameOf } from '../../../src/kube/metadata.ts';
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
  const { analysisTemplates, clusterAnalysisTemplates } = templatesUnder(refs, 'shop', parts.caches);
  expect(analysisTemplates.map(nameOf)).toEqual([
    { namespace: 'shop', name: 'a' },
    { namespace: 'shop', name: 'b' },
  ]);
  expect(clusterAnalysisTemplates.map(nameOf)).toEqual([
    { namespace: '', name: 'c' },
    { namespace: '', name: 'd' },
  ]);
});
