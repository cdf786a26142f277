import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../src/core/json-members.ts';
import { nameOf } from '../../../src/kube/metadata.ts';
import { CUSTOM_RESOURCES } from '../../../src/resources/schema/custom-resources.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../../support/real-cluster.ts';

const kubeconfig = realClusterKubeconfig('CRDs on a real cluster');
const ROOT = join(import.meta.dirname, '..', '..', '..');
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

describe.skipIf(kubeconfig === undefined)('the CRDs in manifests/crds, on a real cluster', () => {
  let real: RealCluster;
  let namespace: string;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    namespace = await real.newNamespace();
    for (const { plural } of CUSTOM_RESOURCES) {
      const body = parse(readFileSync(join(ROOT, 'manifests', 'crds', `${plural}.yaml`), 'utf8')) as JsonObject;
      // They stay: other suites of this cluster use them too.
      const query = { fieldManager: 'verdict-tests', force: 'true', fieldValidation: 'Strict' };
      await real.cluster.request({
        method: 'PATCH',
        path: `${CRDS}/${nameOf(body).name}`,
        patch: 'apply',
        body,
        query,
      });
    }
  });
  afterAll(() => real.close());

  it.each(CUSTOM_RESOURCES.map(({ kind, plural }) => ({ kind, plural })))(
    '$kind is established',
    async ({ plural }) => {
      let conditions: readonly string[] = [];
      while (!conditions.includes('Established')) conditions = await trueConditions(plural);
      expect(conditions).toContain('NamesAccepted');
      expect(conditions).not.toContain('NonStructuralSchema');
    },
  );

  it('our examples are taken without a field that would be unknown', async () => {
    const found = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .flatMap((name) => parseAllDocuments(readFileSync(join(ROOT, 'examples', name), 'utf8')))
      .map((document): unknown => document.toJS())
      .filter(isJsonObject);
    const plurals = new Map(
      CUSTOM_RESOURCES.filter(({ scope }) => scope === 'Namespaced').map((r) => [r.kind, r.plural]),
    );
    let taken = 0;
    for (const object of found) {
      const plural = plurals.get(textIn(object, 'kind'));
      if (plural === undefined) continue;
      const { namespace: _, ...metadata } = objectIn(object, 'metadata');
      await create(plural, { ...object, metadata }, { dryRun: 'All' });
      taken += 1;
    }
    expect(taken).toBeGreaterThan(3);
  });

  it('a Rollout is scaled through its subresource, its status is its own, and its selector stays', async () => {
    const labels = { app: 'web' };
    const spec = { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels } } };
    const metadata = { name: 'web' };
    await create('rollouts', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata, spec });
    const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts/web`;
    const merge = (body: JsonObject, subresource = '') =>
      real.cluster.request({ method: 'PATCH', path: path + subresource, patch: 'merge', body });
    await merge({ status: { HPAReplicas: 2, selector: 'app=web', newer: true }, spec: { replicas: 9 } }, '/status');
    await merge({ spec: { replicas: 3 } }, '/scale');
    expect(await real.cluster.request({ method: 'GET', path: `${path}/scale` })).toMatchObject({
      spec: { replicas: 3 },
      status: { replicas: 2, selector: 'app=web' },
    });
    expect(await real.cluster.request({ method: 'GET', path })).toMatchObject({ status: { newer: true } });
    await expect(merge({ spec: { selector: { matchLabels: { app: 'other' } } } })).rejects.toMatchObject({
      message: expect.stringContaining('.spec.selector is immutable'),
    });
  });

  async function create(plural: string, body: JsonObject, query: Readonly<Record<string, string>> = {}): Promise<void> {
    const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/${plural}`;
    await real.cluster.request({ method: 'POST', path, body, query: { fieldValidation: 'Strict', ...query } });
  }

  async function trueConditions(plural: string): Promise<readonly string[]> {
    const crd = await real.cluster.request({ method: 'GET', path: `${CRDS}/${plural}.argoproj.io` });
    return listIn(objectIn(crd, 'status'), 'conditions')
      .filter(({ status }) => status === 'True')
      .map((condition) => textIn(condition, 'type'));
  }
});
