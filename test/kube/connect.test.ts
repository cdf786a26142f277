import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { connect } from '../../src/kube/connect.ts';
import { refusalOf } from '../../src/kube/refusal.ts';
import { type Handler, type ServerAnswer, startServer, type TestServer } from '../support/http-server.ts';
import { testFolder, writeKubeconfig } from '../support/kubeconfig-file.ts';

const REFUSAL = { code: 404, reason: 'NotFound', message: 'pods "p" not found' };

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

  it('is asked about right before it is sent, and keeps nobody else from being sent', async () => {
    const { cluster, server } = await clusterAt(() => ({ body: {} }));
    const path = '/api/v1/pods';
    let may = true;
    const beforeSend = (): void => {
      if (!may) throw new Fault('LEASE_LOST', 'no more');
    };
    await cluster.request({ method: 'POST', path, body: {}, beforeSend });
    // While they wait for a connection.
    const late = [1, 2].map(() => cluster.request({ method: 'POST', path, body: {}, beforeSend }));
    may = false;
    const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'LEASE_LOST', message: 'no more' }) };
    expect(await Promise.allSettled(late)).toEqual([refused, refused]);
    await cluster.request({ method: 'GET', path });
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
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

describe('an answer that is a no', () => {
  it.each<{ answer: ServerAnswer; wanted: object }>([
    { answer: { status: 404, body: { kind: 'Status', ...REFUSAL } }, wanted: REFUSAL },
    {
      answer: { status: 404, body: '404 page not found\n' },
      wanted: {
        code: 404,
        reason: '',
        message: expect.stringMatching(/^GET http:\S+\/x: HTTP 404: 404 page not found$/),
      },
    },
    {
      answer: { status: 302, headers: { location: 'http://elsewhere.example/' } },
      wanted: { code: 302, reason: '', message: expect.stringMatching(/: HTTP 302: an empty answer$/) },
    },
  ])('is a refusal, in the words of the API: $answer.status', async ({ answer, wanted }) => {
    expect(refusalOf(await thrownFor(answer))).toEqual(wanted);
  });

  it.each<{ answer: ServerAnswer; message: RegExp }>([
    {
      answer: { status: 429, body: { kind: 'Status', message: 'storage is initializing', reason: 'TooManyRequests' } },
      message: /^storage is initializing$/,
    },
    { answer: { status: 502, body: `<html>${'x'.repeat(1000)}` }, message: /: HTTP 502: <html>x{194}…$/ },
    { answer: { status: 500, body: '' }, message: /: HTTP 500: an empty answer$/ },
  ])('may be another one later: $answer.status', async ({ answer, message }) => {
    const thrown = await thrownFor(answer);
    expect(thrown).toMatchObject({ code: 'CLUSTER_UNREACHABLE', message: expect.stringMatching(message) });
    expect(refusalOf(thrown)).toBeUndefined();
  });

  async function thrownFor(answer: ServerAnswer): Promise<unknown> {
    const { cluster } = await clusterAt(() => answer);
    return cluster.request({ method: 'GET', path: '/x' }).catch((error: unknown) => error);
  }
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
    expect(refusalOf(thrown)).toBeUndefined();
  });

  it('in time is given up', async () => {
    const { cluster } = await clusterAt(() => undefined);
    const late = cluster.request({ method: 'GET', path: '/x', timeoutMs: 50 });
    await expect(late).rejects.toMatchObject({ message: expect.stringMatching(/\/x: context deadline exceeded$/) });
  });

  it('in time is given up also when there is not even a connection', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const cluster = connect({ kubeconfig: writeKubeconfig(`https://127.0.0.1:${port}`) });
    onTestFinished(async () => {
      for (const socket of sockets) socket.destroy();
      silent.close();
      await cluster.close();
    });
    const late = cluster.request({ method: 'GET', path: '/x', timeoutMs: 50 });
    await expect(late).rejects.toMatchObject({ message: expect.stringMatching(/\/x: context deadline exceeded$/) });
  }, 5_000);

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
