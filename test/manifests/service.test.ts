import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { textOf } from '../../src/core/fault.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { objectIn, textIn } from '../../src/core/json-members.ts';
import { nameOf } from '../../src/kube/metadata.ts';
import { collectionPath, objectPath, type Resource } from '../../src/kube/resource.ts';
import { readConfig } from '../../src/service/config/read-config.ts';
import { ROOT } from '../support/cli-process.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../support/real-cluster.ts';

const kubeconfig = realClusterKubeconfig('the manifests of the service');
const NAMESPACES: Resource = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces' };
const PODS: Resource = { apiVersion: 'v1', kind: 'Pod', plural: 'pods' };
const PLURALS: Readonly<Record<string, string>> = {
  ServiceAccount: 'serviceaccounts',
  ConfigMap: 'configmaps',
  Deployment: 'deployments',
  Service: 'services',
  PodDisruptionBudget: 'poddisruptionbudgets',
  NetworkPolicy: 'networkpolicies',
};
const OBJECTS = parseAllDocuments(readFileSync(join(ROOT, 'manifests', 'service.yaml'), 'utf8')).map(
  // The file is ours and holds objects.
  (document) => document.toJS() as JsonObject,
);

function resourceOf(object: JsonObject): Resource {
  const [apiVersion, kind] = [textIn(object, 'apiVersion'), textIn(object, 'kind')];
  return { apiVersion, kind, plural: PLURALS[kind] ?? '' };
}

function ofKind(kind: string): JsonObject {
  const object = OBJECTS.find((one) => one['kind'] === kind);
  if (object === undefined) throw new Error(`manifests/service.yaml has no ${kind}`);
  return object;
}

function podTemplate(): JsonObject {
  return objectIn(objectIn(ofKind('Deployment'), 'spec'), 'template');
}

it('manifests/ are in step with their bases', () => {
  const said = execFileSync(process.execPath, [join(ROOT, 'scripts', 'manifests.ts'), '--check'], { encoding: 'utf8' });
  expect(said).toBe('manifests are in step with their bases\n');
});

it('the service gets no right and no token in the cluster', () => {
  expect(OBJECTS.map(({ kind }) => kind)).toEqual(Object.keys(PLURALS));
  expect(ofKind('ServiceAccount')['automountServiceAccountToken']).toBe(false);
  expect(objectIn(podTemplate(), 'spec')['automountServiceAccountToken']).toBe(false);
});

it('no secret stands in the manifests, only where each is to be found', () => {
  const { containers } = objectIn(podTemplate(), 'spec') as { containers: readonly { env: readonly JsonObject[] }[] };
  for (const variable of containers.flatMap(({ env }) => env)) {
    expect(Object.keys(variable)).toEqual(['name', 'valueFrom']);
    expect(Object.keys(objectIn(variable, 'valueFrom'))).toEqual(['secretKeyRef']);
  }
});

it('its configuration is taken without a warning', () => {
  const text = textIn(objectIn(ofKind('ConfigMap'), 'data'), 'config.yaml');
  expect(readConfig({ name: 'config.yaml', text })).toMatchObject({
    warnings: [],
    config: { authentication: { tokens: true }, retention: { default: { age: 30 * 86_400_000 } } },
  });
});

describe.skipIf(kubeconfig === undefined)('on a real cluster', () => {
  let real: RealCluster;
  let namespace: string;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    namespace = await real.newNamespace();
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    const path = objectPath(NAMESPACES, { namespace: '', name: namespace });
    await real.cluster.request({ method: 'PATCH', path, patch: 'merge', body: { metadata: { labels } } });
  });
  afterAll(() => real.close());

  async function createPod(body: JsonObject): Promise<Json> {
    return real.cluster.request({
      method: 'POST',
      path: collectionPath(PODS, namespace),
      query: { dryRun: 'All' },
      body,
    });
  }

  it.each(OBJECTS.map((object) => ({ kind: textIn(object, 'kind'), object })))(
    '$kind is taken without a field that would be unknown',
    async ({ object }) => {
      const query = { fieldManager: 'verdict-tests', force: 'true', fieldValidation: 'Strict', dryRun: 'All' };
      const path = objectPath(resourceOf(object), { namespace, name: nameOf(object).name });
      const taken = await real.cluster.request({ method: 'PATCH', path, patch: 'apply', body: object, query });
      expect(taken).toMatchObject({ kind: object['kind'], metadata: { namespace } });
    },
  );

  it('its pods are let into a namespace that takes only restricted ones', async () => {
    const account = ofKind('ServiceAccount');
    await real.cluster.request({ method: 'POST', path: collectionPath(resourceOf(account), namespace), body: account });
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'verdict' }, spec: objectIn(podTemplate(), 'spec') };
    expect(await createPod(pod)).toMatchObject({ kind: 'Pod' });
    const privileged = { ...pod, spec: { ...pod.spec, hostNetwork: true } };
    expect(await createPod(privileged).catch(textOf)).toContain('violates PodSecurity "restricted');
  });
});
