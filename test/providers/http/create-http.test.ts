import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { BrokenOff, type HttpAnswer, type HttpRequest } from '../../../src/providers/http/http.ts';
import { type Handler, startServer, type TestServer } from '../../support/http-server.ts';

const http = createHttp();
const started: TestServer[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

async function serve(handler: Handler): Promise<TestServer> {
  const server = await startServer(handler);
  started.push(server);
  return server;
}

function get(url: string, more: Partial<HttpRequest> = {}): Promise<HttpAnswer> {
  return http.send({ method: 'GET', url, timeoutMs: 5000, ...more });
}

/** What a request fails with, the server's address written as `SERVER`. */
async function failure(url: string, more: Partial<HttpRequest> = {}): Promise<string> {
  const origin = /^http:\/\/127\.0\.0\.1:\d\d+/.exec(url)?.[0] ?? 'none';
  try {
    await get(url, more);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    expect(thrown.code).toBe('PROVIDER_UNREACHABLE');
    return thrown.message.replaceAll(origin, 'SERVER');
  }
  throw new Error('the request did not fail');
}

describe('an answer', () => {
  it('is handed over whole, whatever its status', async () => {
    const { url } = await serve(() => ({
      status: 404,
      headers: { 'X-Twice': ['a', 'b'], 'X-Plain': 'c' },
      body: 'nö',
    }));
    const answer = await get(`${url}/x`);
    expect(answer).toMatchObject({
      status: 404,
      statusText: 'Not Found',
      headers: { 'x-twice': 'a, b', 'x-plain': 'c' },
      body: 'nö',
    });
  });

  it('keeps a byte order mark, which makes it no JSON', async () => {
    const { url } = await serve(() => ({ body: '\ufeff1' }));
    expect((await get(url)).body).toBe('\ufeff1');
  });

  it('is unpacked when it is gzip, unless the request asked for an encoding itself', async () => {
    const packed = gzipSync('{"a":1}');
    const { url, requests } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
      return undefined;
    });
    expect(await get(url)).toMatchObject({ body: '{"a":1}' });
    expect(requests[0]?.headers['accept-encoding']).toBe('gzip');
    const raw = await get(url, { headers: [['Accept-Encoding', 'gzip']] });
    expect(raw.headers['content-encoding']).toBe('gzip');
    expect(raw.body).not.toBe('{"a":1}');
  });

  it('comes over a connection that is there', async () => {
    const server = await serve(() => ({ body: 'ok' }));
    // undici may open a second one before it knows that the first is free.
    for (let i = 0; i < 2; i += 1) await get(server.url);
    const opened = server.connections();
    for (let i = 0; i < 5; i += 1) await get(server.url);
    expect(server.connections()).toBe(opened);
  });
});

describe('a request', () => {
  it('is sent as it was asked for and nothing is added but what Go adds', async () => {
    const { url, requests } = await serve(() => ({}));
    const headers = [
      ['x-a', '1'],
      ['X-A', 'ü'],
      ['host', 'elsewhere'],
      ['content-length', '99'],
    ] as const;
    await http.send({ method: 'PUT', url: `${url}/p a/é?x=a b&y=%zz&é#f`, headers, body: 'bödy', timeoutMs: 5000 });
    const [{ headers: sent, ...seen } = { headers: {} }] = requests;
    expect(seen).toMatchObject({ method: 'PUT', target: '/p%20a/%C3%A9?x=a%20b&y=%zz&%C3%A9', body: 'bödy' });
    expect(sent).toEqual({
      host: url.slice('http://'.length),
      connection: 'keep-alive',
      'user-agent': 'verdict',
      'accept-encoding': 'gzip',
      'content-length': '5',
      'x-a': `1, ${Buffer.from('ü').toString('latin1')}`,
    });
  });

  it('shows name and password of its address, unless it has credentials of its own', async () => {
    const { url, requests } = await serve(() => ({}));
    const address = url.replace('//', '//me:se%2Fcret@');
    await get(address);
    await get(address, { headers: [['authorization', 'Bearer x']] });
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual([
      `Basic ${Buffer.from('me:se/cret').toString('base64')}`,
      'Bearer x',
    ]);
  });

  it.each<{ given: string; request: Partial<HttpRequest> & { url: string }; wanted: string }>([
    { given: 'an address without scheme', request: { url: '::bad' }, wanted: 'parse "::bad": missing protocol scheme' },
    {
      given: 'an odd scheme',
      request: { url: 'ftp://x/' },
      wanted: 'Get "ftp://x/": unsupported protocol scheme "ftp"',
    },
    { given: 'no host', request: { url: 'http:///x' }, wanted: 'Get "http:///x": http: no Host in request URL' },
    {
      given: 'a method of two words',
      request: { url: 'http://127.0.0.1:1/', method: 'BAD METHOD' },
      wanted: 'net/http: invalid method "BAD METHOD"',
    },
    {
      given: 'a header name with a blank',
      request: { url: 'http://127.0.0.1:1/', headers: [['X Y', '1']] },
      wanted: 'Get "http://127.0.0.1:1/": net/http: invalid header field name "X Y"',
    },
    {
      given: 'a header value with a line break, whose text stays unsaid',
      request: { url: 'http://127.0.0.1:1/', headers: [['x-y', 'top\nsecret']] },
      wanted: 'Get "http://127.0.0.1:1/": net/http: invalid header field value for "X-Y"',
    },
    {
      given: 'a password in the address, which stays unsaid',
      request: { url: 'http://me:secret@127.0.0.1:1/a?b' },
      wanted: 'Get "http://me:***@127.0.0.1:1/a?b": dial tcp 127.0.0.1:1: connect: connection refused',
    },
    {
      given: 'nobody listening',
      request: { url: 'http://127.0.0.1:1/', method: 'POST', body: 'x' },
      wanted: 'Post "http://127.0.0.1:1/": dial tcp 127.0.0.1:1: connect: connection refused',
    },
    {
      given: 'a name that does not exist',
      request: { url: 'http://nohost.invalid/' },
      wanted: 'Get "http://nohost.invalid/": dial tcp: lookup nohost.invalid: no such host',
    },
    {
      given: 'no time at all',
      request: { url: 'http://127.0.0.1:1/', timeoutMs: 0 },
      wanted: 'Get "http://127.0.0.1:1/": context deadline exceeded',
    },
    {
      given: 'a caller who has gone',
      request: { url: 'http://127.0.0.1:1/', signal: AbortSignal.abort() },
      wanted: 'Get "http://127.0.0.1:1/": context canceled',
    },
  ])('with $given fails in one clear sentence', async ({ request, wanted }) => {
    expect(await failure(request.url, request)).toMatch(wanted);
  });

  it('resolves names through the hook it was given', async () => {
    const server = await serve(() => ({ body: 'found' }));
    const asked: string[] = [];
    const own = createHttp({
      lookup(hostname, _, callback) {
        asked.push(hostname);
        callback(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    const answer = await own.send({ method: 'GET', url: `http://made.up:${server.port}/`, timeoutMs: 5000 });
    expect([answer.body, asked]).toEqual(['found', ['made.up']]);
    await own.close();
  });
});

/** Writes bytes without end, as fast as they are taken, or one at a time. */
function flood(response: ServerResponse): void {
  const chunk = Buffer.alloc(1 << 20);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    response.once('drain', more);
  };
  more();
}

const BAD_SERVERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/never': () => {},
  '/closed': (response) => response.socket?.destroy(),
  '/no-http': (response) => response.socket?.end('SSH-2.0-OpenSSH\r\n'),
  '/short': (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"a":', () => response.socket?.destroy());
  },
  '/short-chunks': (response) => {
    response.writeHead(200);
    response.write('{"a":', () => response.socket?.destroy());
  },
  '/drip': (response) => {
    response.writeHead(200);
    const drop = (): boolean => response.destroyed || response.write('x', () => setImmediate(drop));
    drop();
  },
  '/huge': (response) => {
    response.writeHead(200, { 'content-length': String(100 << 20) });
    flood(response);
  },
  '/bomb': (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(4 << 20)));
  },
  '/broken-gzip': (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a long enough text').subarray(0, 15));
  },
};

describe('a bad answer', () => {
  it.each<{ path: string; more?: Partial<HttpRequest>; wanted: string }>([
    { path: '/never', more: { timeoutMs: 50 }, wanted: 'Get "SERVER/never": context deadline exceeded' },
    {
      path: '/never',
      more: { timeoutMs: 50, timeoutKind: 'client' },
      wanted: 'Get "SERVER/never": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    },
    { path: '/closed', wanted: 'Get "SERVER/closed": EOF' },
    {
      path: '/no-http',
      wanted: 'Get "SERVER/no-http": net/http: HTTP/1.x transport connection broken: malformed HTTP response',
    },
    { path: '/short', wanted: 'unexpected EOF' },
    { path: '/short-chunks', wanted: 'unexpected EOF' },
    { path: '/drip', more: { timeoutMs: 80 }, wanted: 'context deadline exceeded' },
    {
      path: '/drip',
      more: { timeoutMs: 80, timeoutKind: 'client' },
      wanted: 'context deadline exceeded (Client.Timeout or context cancellation while reading body)',
    },
    { path: '/huge', wanted: 'the answer is larger than 16777216 bytes' },
    { path: '/huge', more: { maxBytes: 1000 }, wanted: 'the answer is larger than 1000 bytes' },
    { path: '/bomb', more: { maxBytes: 1 << 20 }, wanted: 'the answer is larger than 1048576 bytes' },
    { path: '/broken-gzip', wanted: 'unexpected EOF' },
  ])('at $path becomes: $wanted', async ({ path, more, wanted }) => {
    const { url } = await serve(({ path }, response) => {
      BAD_SERVERS[path]?.(response);
      return undefined;
    });
    const text = await failure(url + path, more);
    expect(text.startsWith(wanted), text).toBe(true);
  });

  it('says what came before it broke off', async () => {
    const { url } = await serve((_, response) => {
      BAD_SERVERS['/short']?.(response);
      return undefined;
    });
    const thrown: unknown = await get(url).catch((error: unknown) => error);
    const cause = thrown instanceof Fault ? thrown.cause : undefined;
    expect(cause).toBeInstanceOf(BrokenOff);
    expect(cause).toMatchObject({ answer: { status: 200, body: '{"a":' } });
  });

  it('ends when the caller goes away', async () => {
    const controller = new AbortController();
    const { url } = await serve(() => {
      controller.abort();
      return undefined;
    });
    expect(await failure(url, { signal: controller.signal })).toBe('Get "SERVER": context canceled');
  });
});

describe('the pools', () => {
  it('are as many as asked for, and one that was closed is opened again', async () => {
    const server = await serve(() => ({ body: 'ok' }));
    const own = createHttp({ pools: 1, connectionsPerHost: 1 });
    const opened: number[] = [];
    for (const insecure of [true, true, false, true]) {
      await own.send({ method: 'GET', url: server.url, timeoutMs: 5000, tls: { insecure } });
      opened.push(server.connections());
    }
    expect(opened).toEqual([1, 1, 2, 3]);
    await own.close();
  });

  it('open no more connections to a host than allowed', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve(async () => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting.splice(0)) go();
      });
      return { body: 'ok' };
    });
    const own = createHttp({ connectionsPerHost: 2 });
    const asked = Array.from({ length: 6 }, () => own.send({ method: 'GET', url: server.url, timeoutMs: 5000 }));
    await Promise.all(asked);
    expect(server.connections()).toBe(2);
    await own.close();
  });
});
