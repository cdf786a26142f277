import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../../../src/providers/http/create-http.ts';
import { traced } from '../../../../src/providers/http/trace/traced.ts';
import { startServer, type TestServer } from '../../../support/http-server.ts';

const TRACE = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', flags: '01' };
const PARENT = /^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!0{16})[0-9a-f]{16}-01$/;
const http = createHttp();
const started: TestServer[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

async function serve(): Promise<TestServer> {
  const server = await startServer(({ path }) => (path === '/to' ? { status: 302, headers: { location: '/' } } : {}));
  started.push(server);
  return server;
}

describe('a request of a traced run', () => {
  it('names its trace, with a span of its own each time', async () => {
    const server = await serve();
    const out = traced(http, { ...TRACE, state: 'rojo=1' }, randomUUID);
    for (let sent = 0; sent < 3; sent += 1) await out.send({ method: 'GET', url: server.url, timeoutMs: 5000 });
    const parents = server.requests.map(({ headers }) => String(headers['traceparent']));
    expect(parents).toEqual([
      expect.stringMatching(PARENT),
      expect.stringMatching(PARENT),
      expect.stringMatching(PARENT),
    ]);
    expect(new Set(parents).size).toBe(3);
    expect(server.requests.map(({ headers }) => headers['tracestate'])).toEqual(['rojo=1', 'rojo=1', 'rojo=1']);
  });

  it('takes the second half of a UUID for its span', async () => {
    const server = await serve();
    const out = traced(http, TRACE, () => '9b2d6d10-4d3f-4c0e-8a2b-0123456789ab');
    await out.send({ method: 'GET', url: server.url, timeoutMs: 5000 });
    expect(server.requests[0]?.headers['traceparent']).toBe(`00-${TRACE.traceId}-8a2b0123456789ab-01`);
    expect(server.requests[0]?.headers).not.toHaveProperty('tracestate');
  });

  it('keeps it when it is sent on, and keeps the headers that it had', async () => {
    const server = await serve();
    await traced(http, TRACE, randomUUID).send({
      method: 'GET',
      url: `${server.url}/to`,
      headers: [['X-Scope', 'team']],
      timeoutMs: 5000,
    });
    expect(server.requests.map(({ headers }) => [headers['traceparent'], headers['x-scope']])).toEqual([
      [expect.stringMatching(PARENT), 'team'],
      [expect.stringMatching(PARENT), 'team'],
    ]);
  });

  it('that brings a trace of its own is left as it is', async () => {
    const server = await serve();
    const own = ['TraceParent', '00-11111111111111111111111111111111-2222222222222222-00'] as const;
    await traced(http, { ...TRACE, state: 'a=1' }, randomUUID).send({
      method: 'GET',
      url: server.url,
      headers: [own],
      timeoutMs: 5000,
    });
    expect(server.requests[0]?.headers).toMatchObject({ traceparent: own[1] });
    expect(server.requests[0]?.headers).not.toHaveProperty('tracestate');
  });
});
