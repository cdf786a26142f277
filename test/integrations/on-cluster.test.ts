import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/core/json.ts';
import { KINDS } from '../../src/kube/kinds.ts';
import { collectionPath, type Resource } from '../../src/kube/resource.ts';
import { applyOurCrds } from '../support/our-crds.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../support/real-cluster.ts';
import { snippet } from './snippets.ts';

const kubeconfig = realClusterKubeconfig('examples/integrations on a real cluster');
const JOBS: Resource = { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' };

describe.skipIf(kubeconfig === undefined)('examples/integrations on a real cluster', () => {
  let real: RealCluster;
  let namespace: string;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    await applyOurCrds(real.cluster);
    namespace = await real.newNamespace();
  });
  afterAll(() => real.close());

  it.each([
    { file: 'argo-cd-hook.yaml', resource: JOBS },
    { file: 'argo-rollouts.yaml', resource: KINDS.analysisTemplates },
    { file: 'checkout-slo.yaml', resource: KINDS.analysisTemplates },
    { file: 'checkout-guard.yaml', resource: KINDS.analysisTemplates },
  ])('$file is taken without a field that would be unknown', async ({ file, resource }) => {
    const query = { dryRun: 'All', fieldValidation: 'Strict' };
    const body = parse(snippet(file)) as JsonObject;
    const path = collectionPath(resource, namespace);
    const taken = await real.cluster.request({ method: 'POST', path, query, body });
    expect(taken).toMatchObject({ kind: resource.kind, metadata: { namespace } });
  });
});
