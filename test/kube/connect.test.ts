import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { connect } from '../../src/kube/connect.ts';
import { isUnavailable, refusalOf } from '../../src/kube/refusal.ts';
import { type Handler, type ServerAnswer, startServer, type TestServer } from '../support/http-server.ts';
import { testFolder, writeKubeconfig } from '../support/kubeconfig-file.ts';

const NOT_FOUND = { kind: 'Status', message: 'pods "p" not found', reason: 'NotFound', code: 404 };

describe('a request', () => {
  it('carries path, query, body and what its method is about', async () => {
    const { cluster, server } = await clusterAt(() => ({ body: { kind: 'Pod' } }));
    const path = '/api/v1/namespaces/shop/pods';
    expect(await cluster.request({ method: 'GET', path, query: { labelSelector: 'a=b,c in (d)' } })).toEqual({
      kind: 'Pod',
    });
    await cluster.request({ method: 'POST', path, body: { kind: 'Pod' } });
    await cluster.request({ method: 'PATCH', path, patch: 'merge', body: { metadata: {} } });
    const seen = server.requests.map(({ method, query, headers, body }) => [
      method,
      query.get('labelSelector'),
      headers['content-type'],
      body,
    ]);
    expect(seen).toEqual([
      ['GET', 'a=b,c in (d)', undefined, ''],
      ['POST', null, 'application/json', '{"kind":"Pod"}'],
      ['PATCH', null, 'application/merge-patch+json', '{"metadata":{}}'],
    ]);
  });

  it('goes below the path that the server is given with', async () => {
    const { cluster, server } = await clusterAt(() => ({ body: {} }), { path: '/clusters/one' });
    await cluster.request({ method: 'GET', path: '/version' });
    expect(server.requests[0]?.path).toBe('/clusters/one/version');
  });

  it('shares connections with those before it', async () => {
    const { cluster, server } = await clusterAt(() => ({ body: {} }), { user: { token: 't' } });
    for (let i = 0; i < 20; i += 1) await cluster.request({ method: 'GET', path: '/version' });
    // undici may open a second one while the first answer ends.
    expect(server.connections()).toBeLessThan(5);
  });

  it('gives null for an empty answer', async () => {
    const { cluster } = await clusterAt(() => ({ status: 204 }));
    expect(await cluster.request({ method: 'DELETE', path: '/x' })).toBeNull();
  });
});

describe('the user of a kubeconfig', () => {
  it.each<{ user: string; given: (folder: string) => JsonObject; wanted: string }>([
    { user: 'a token', given: () => ({ token: 'abc' }), wanted: 'Bearer abc' },
    { user: 'name and password', given: () => ({ username: 'u', password: 'p' }), wanted: 'Basic dTpw' },
    {
      user: 'a token file',
      given: (folder) => {
        writeFileSync(join(folder, 'token'), 'from-file');
        return { tokenFile: join(folder, 'token') };
      },
      wanted: 'Bearer from-file',
    },
    {
      user: 'an exec plugin',
      given: () => ({
        exec: { command: 'sh', args: ['-c', `echo '{"status": {"token": "from-plugin"}}'`] },
      }),
      wanted: 'Bearer from-plugin',
    },
  ])('with $user is known to the server', async ({ given, wanted }) => {
    const { cluster, server } = await clusterAt(() => ({ body: {} }), { user: given(testFolder()) });
    await cluster.request({ method: 'GET', path: '/version' });
    expect(server.requests[0]?.headers['authorization']).toBe(wanted);
  });

  it('whose exec plugin fails is told why, and how to choose another', async () => {
    const exec = { command: 'sh', args: ['-c', 'echo no session >&2; exit 1'] };
    const { cluster, server } = await clusterAt(() => ({ body: {} }), { user: { exec } });
    await expect(cluster.request({ method: 'GET', path: '/version' })).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: expect.stringMatching(/no session\s*; --kubeconfig and --context choose another cluster$/),
    });
    expect(server.requests).toEqual([]);
  });
});

describe('a refusal', () => {
  it.each<{ answer: ServerAnswer; wanted: object; unavailable: boolean }>([
    {
      answer: { status: 404, body: NOT_FOUND },
      wanted: { code: 404, reason: 'NotFound', message: 'pods "p" not found' },
      unavailable: false,
    },
    {
      answer: { status: 429, body: { kind: 'Status', message: 'storage is initializing', reason: 'TooManyRequests' } },
      wanted: { code: 429, reason: 'TooManyRequests', message: 'storage is initializing' },
      unavailable: true,
    },
    {
      answer: { status: 404, body: '404 page not found\n' },
      wanted: {
        code: 404,
        reason: '',
        message: expect.stringMatching(/^GET http:\S+\/x: HTTP 404: 404 page not found$/),
      },
      unavailable: false,
    },
    {
      answer: { status: 502, body: `<html>${'x'.repeat(1000)}` },
      wanted: { code: 502, reason: '', message: expect.stringMatching(/: HTTP 502: <html>x{194}…$/) },
      unavailable: true,
    },
    {
      answer: { status: 500, body: '' },
      wanted: { code: 500, reason: '', message: expect.stringMatching(/: HTTP 500: an empty answer$/) },
      unavailable: true,
    },
    {
      answer: { status: 302, headers: { location: 'http://elsewhere.example/' } },
      wanted: { code: 302, reason: '', message: expect.stringMatching(/: HTTP 302: an empty answer$/) },
      unavailable: false,
    },
  ])('keeps what the API said: $answer.status', async ({ answer, wanted, unavailable }) => {
    const { cluster } = await clusterAt(() => answer);
    const thrown: unknown = await cluster.request({ method: 'GET', path: '/x' }).catch((error: unknown) => error);
    expect(refusalOf(thrown)).toEqual(wanted);
    expect(isUnavailable(thrown)).toBe(unavailable);
  });
});

describe('no answer', () => {
  it('from a server that is not there names the request and the way out', async () => {
    const { cluster, server } = await clusterAt(() => ({}));
    await server.stop();
    const thrown: unknown = await cluster.request({ method: 'GET', path: '/x' }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: `GET ${server.url}/x: connect ECONNREFUSED 127.0.0.1:${server.port}; --kubeconfig and --context choose another cluster`,
    });
    expect(isUnavailable(thrown)).toBe(true);
  });

  it('in time is given up', async () => {
    const { cluster } = await clusterAt(() => undefined);
    const late = cluster.request({ method: 'GET', path: '/x', timeoutMs: 50 });
    await expect(late).rejects.toMatchObject({ message: expect.stringMatching(/\/x: context deadline exceeded$/) });
  });

  it('is waited for no longer when the caller gives up', async () => {
    const abort = new AbortController();
    const { cluster } = await clusterAt(() => {
      abort.abort();
      return undefined;
    });
    const given = cluster.request({ method: 'GET', path: '/x', signal: abort.signal });
    await expect(given).rejects.toMatchObject({ message: expect.stringMatching(/\/x: context canceled$/) });
  });

  it('is what an answer counts as that breaks off or is no JSON', async () => {
    const { cluster } = await clusterAt(() => ({ body: '<html>' }));
    const cut = cluster.request({ method: 'GET', path: '/x' });
    await expect(cut).rejects.toMatchObject({ message: expect.stringMatching(/\/x: the answer is no JSON: .*<html>/) });
  });
});

/** A cluster whose API server is a server of ours. */
async function clusterAt(
  handler: Handler,
  { user = {}, path = '' }: { user?: JsonObject; path?: string } = {},
): Promise<{ cluster: Cluster; server: TestServer }> {
  const server = await startServer(handler);
  const cluster = connect({ kubeconfig: writeKubeconfig(server.url + path, user) });
  onTestFinished(async () => {
    await server.stop();
    await cluster.close();
  });
  return { cluster, server };
}
