import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '../../src/kube/refusal.ts';
import { secretsOf } from '../../src/kube/secrets.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../support/real-cluster.ts';

const kubeconfig = realClusterKubeconfig('Secrets of a real cluster');

describe.skipIf(kubeconfig === undefined)('Secrets of a real cluster', () => {
  let real: RealCluster;
  let namespace: string;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    namespace = await real.newNamespace();
  });
  afterAll(() => real.close());

  it('are read anew each time, so that a rotated one is seen', async () => {
    const path = `/api/v1/namespaces/${namespace}/secrets`;
    const body = { metadata: { name: 'api' }, stringData: { token: 'old' } };
    await real.cluster.request({ method: 'POST', path, body });
    expect(await openedToken()).toBe('old');
    const patch = { stringData: { token: 'new' } };
    await real.cluster.request({ method: 'PATCH', path: `${path}/api`, patch: 'merge', body: patch });
    expect(await openedToken()).toBe('new');
  });

  it("that are not there fail in the API's words", async () => {
    const read = await secretsOf(real.cluster)(namespace, 'none');
    expect(read).toEqual({ kind: 'failed', message: 'secrets "none" not found' });
  });

  it('are one kind of object among others: what the API refuses keeps its reason', async () => {
    const body = { metadata: { name: namespace } };
    const request = real.cluster.request({ method: 'POST', path: '/api/v1/namespaces', body });
    const thrown: unknown = await request.catch((error: unknown) => error);
    expect(refusalOf(thrown)).toMatchObject({ code: 409, reason: 'AlreadyExists' });
  });

  async function openedToken(): Promise<string | undefined> {
    const read = await secretsOf(real.cluster)(namespace, 'api');
    return read.kind === 'found' ? read.keys['token']?.open() : read.message;
  }
});
