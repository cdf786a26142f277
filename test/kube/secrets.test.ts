import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../src/kube/connect.ts';
import { secretsOf } from '../../src/kube/secrets.ts';
import { type ServerAnswer, startAnswers } from '../support/http-server.ts';
import { writeKubeconfig } from '../support/kubeconfig-file.ts';

describe('a Secret of the cluster', () => {
  it('is decoded, and shown to nobody', async () => {
    const data = { token: Buffer.from('s3crét').toString('base64'), empty: '' };
    const { read } = await readFrom({ body: { kind: 'Secret', data } });
    expect(JSON.stringify(read)).not.toContain('s3cr');
    if (read.kind !== 'found') throw new Error(`expected to find it, but ${read.message}`);
    expect(Object.entries(read.keys).map(([key, secret]) => [key, secret.open()])).toEqual([
      ['token', 's3crét'],
      ['empty', ''],
    ]);
  });

  it('without data has no keys', async () => {
    expect((await readFrom({ body: { kind: 'Secret' } })).read).toEqual({ kind: 'found', keys: {} });
  });

  it.each([
    { status: 404, message: 'secrets "s" not found' },
    { status: 403, message: 'secrets "s" is forbidden: User "u" cannot get resource "secrets" in API group ""' },
  ])('that the API does not give ($status) fails in its words', async ({ status, message }) => {
    const { read } = await readFrom({ status, body: { kind: 'Status', message } });
    expect(read).toEqual({ kind: 'failed', message });
  });

  it('that the API cannot give now is no answer at all', async () => {
    const answer = { status: 503, body: { kind: 'Status', message: 'etcdserver: leader changed' } };
    await expect(readFrom(answer)).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: 'etcdserver: leader changed',
    });
  });

  it('is looked for under its own name, whatever that holds', async () => {
    const { path } = await readFrom({ body: {} }, '../configmaps/x');
    expect(path).toBe('/api/v1/namespaces/shop/secrets/..%2Fconfigmaps%2Fx');
  });
});

async function readFrom(answer: ServerAnswer, name = 's') {
  const server = await startAnswers(answer);
  const cluster = connect({ kubeconfig: writeKubeconfig(server.url) });
  onTestFinished(() => server.stop());
  const read = await secretsOf(cluster)('shop', name);
  return { read, path: server.requests[0]?.path };
}
