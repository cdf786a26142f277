import { createServer, type Server } from 'node:http';
import type { LookupFunction } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/core/fault.ts';
import { withOAuth2 } from '../../../../src/providers/auth/oauth2.ts';
import { type ClosableHttp, createHttp, type HttpOptions } from '../../../../src/providers/http/create-http.ts';
import { checkEgress } from '../../../../src/providers/http/egress/check-egress.ts';
import { egressPolicy } from '../../../../src/providers/http/egress/egress-policy.ts';
import type { HttpRequest } from '../../../../src/providers/http/http.ts';

const LOOPBACKS = ['127.0.0.1', '127.0.0.2', '::1'] as const;
type Loopback = (typeof LOOPBACKS)[number];

/** The same server on three addresses, with one port: `/to?URL` redirects there, all else is answered with the address that was asked. */
const servers = new Map<Loopback, Server>();
/** Addresses that took a connection, in order. */
const connected: string[] = [];
let port = 0;
const made: ClosableHttp[] = [];

beforeAll(async () => {
  for (const address of LOOPBACKS) {
    const server = createServer((request, response) => {
      const [path = '', target = ''] = (request.url ?? '').split('?');
      if (path === '/to') response.writeHead(307, { location: decodeURIComponent(target) });
      response.end(`from ${address}, for ${request.headers.host?.split(':')[0]}`);
    });
    server.on('connection', () => connected.push(address));
    await new Promise<void>((resolve) => server.listen(port, address, resolve));
    const bound = server.address();
    port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    servers.set(address, server);
  }
});

afterEach(async () => {
  connected.length = 0;
  await Promise.all(made.splice(0).map((http) => http.close()));
});

afterAll(() => {
  for (const server of servers.values()) {
    server.closeAllConnections();
    server.close();
  }
});

function httpWith(options: HttpOptions): ClosableHttp {
  const http = createHttp(options);
  made.push(http);
  return http;
}

/** What is answered, or why nothing was asked. */
async function ask(http: ClosableHttp, url: string, more: Partial<HttpRequest> = {}): Promise<string> {
  try {
    return (await http.send({ method: 'GET', url, timeoutMs: 5000, ...more })).body;
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return `${thrown.code}: ${thrown.message}`;
  }
}

/** A resolver whose answers are given one after the other; the last one repeats. */
function answering(...answers: readonly (readonly string[])[]): { lookup: LookupFunction; asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    lookup(_host, options, callback) {
      const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      if (options.all === true) callback(null, found);
      else callback(null, found[0]?.address ?? '', found[0]?.family);
    },
  };
}

describe('a connection', () => {
  it.each([
    { host: '127.0.0.2', rule: '127.0.0.2' },
    { host: '127.0.2', rule: '127.0.0.2' },
    { host: '0x7f000002', rule: '127.0.0.2' },
    { host: '[::1]', rule: '::1' },
    { host: '[::ffff:127.0.0.2]', rule: '127.0.0.2' },
    { host: '[0:0:0:0:0:0:0:1]', rule: '::1' },
  ])('to $host is not made where $rule is denied', async ({ host, rule }) => {
    const http = httpWith({ egress: egressPolicy({ deny: ['127.0.0.2', '::1'] }) });
    expect(await ask(http, `http://${host}:${port}/`)).toMatch(
      new RegExp(`^EGRESS_DENIED: egress denied: .* is denied by ${rule} \\(by egress\\.deny\\)$`),
    );
    expect(connected).toEqual([]);
    expect(await ask(http, `http://127.0.0.1:${port}/`)).toBe('from 127.0.0.1, for 127.0.0.1');
  });

  it('is made to private and loopback addresses unless they are denied, and to ::1 as well', async () => {
    const http = httpWith({ egress: egressPolicy({}) });
    expect(await ask(http, `http://[::1]:${port}/`)).toContain('from ::1');
    expect(await ask(http, `http://127.0.0.2:${port}/`)).toContain('from 127.0.0.2');
  });

  it('is not made where the system resolves a name to what is denied', async () => {
    const http = httpWith({ egress: egressPolicy({ deny: ['127.0.0.0/8', '::1'] }) });
    expect(await ask(http, `http://localhost:${port}/`)).toMatch(
      /^EGRESS_DENIED: egress denied: localhost \((127\.0\.0\.1|::1)\) is denied/,
    );
    expect(connected).toEqual([]);
  });

  it('goes to the address that was judged: a name that answers otherwise the second time gains nothing', async () => {
    const { lookup, asked } = answering(['127.0.0.1'], ['127.0.0.2']);
    const http = httpWith({ lookup, egress: egressPolicy({ deny: ['127.0.0.2'] }) });
    expect(await ask(http, `http://rebind.test:${port}/`)).toBe('from 127.0.0.1, for rebind.test');
    expect(asked()).toBe(1);
    // A new connection asks anew, and is judged by that answer alone.
    const again = httpWith({ lookup, egress: egressPolicy({ deny: ['127.0.0.2'] }) });
    expect(await ask(again, `http://rebind.test:${port}/`)).toBe(
      'EGRESS_DENIED: egress denied: rebind.test (127.0.0.2) is denied by 127.0.0.2 (by egress.deny)',
    );
    expect([asked(), connected]).toEqual([2, ['127.0.0.1']]);
  });

  it('that was judged when its address was taken is judged again when it is asked', async () => {
    const { lookup } = answering(['127.0.0.1'], ['169.254.169.254']);
    const egress = egressPolicy({});
    await checkEgress(`http://rebind.test:${port}/hook`, egress, lookup);
    expect(await ask(httpWith({ lookup, egress }), `http://rebind.test:${port}/hook`)).toMatch(
      /^EGRESS_DENIED: .* rebind\.test \(169\.254\.169\.254\) is denied by 169\.254\.0\.0\/16/,
    );
  });

  it('is made to the first address of a name that is not denied', async () => {
    const { lookup } = answering(['169.254.169.254', '127.0.0.2', '127.0.0.1']);
    const http = httpWith({ lookup, egress: egressPolicy({ deny: ['127.0.0.2'] }) });
    expect(await ask(http, `http://many.test:${port}/`)).toBe('from 127.0.0.1, for many.test');
  });

  it('over TLS is judged too', async () => {
    const { lookup } = answering(['127.0.0.2']);
    const http = httpWith({ lookup, egress: egressPolicy({ deny: ['127.0.0.2'] }) });
    expect(await ask(http, `https://secure.test:${port}/`)).toContain(
      'EGRESS_DENIED: egress denied: secure.test (127.0.0.2)',
    );
    expect(await ask(http, `https://127.0.0.2:${port}/`)).toContain(
      'EGRESS_DENIED: egress denied: 127.0.0.2 is denied',
    );
    expect(connected).toEqual([]);
  });

  it('tells of a name that does not resolve as it does without a policy', async () => {
    const http = httpWith({ egress: egressPolicy({}) });
    expect(await ask(http, 'http://nohost.invalid/')).toBe(
      'PROVIDER_UNREACHABLE: Get "http://nohost.invalid/": dial tcp: lookup nohost.invalid: no such host',
    );
  });

  it('is refused for each of many requests at once', async () => {
    const { lookup } = answering(['127.0.0.2']);
    const http = httpWith({ lookup, egress: egressPolicy({ deny: ['127.0.0.2'] }) });
    const all = await Promise.all(Array.from({ length: 50 }, () => ask(http, `http://many.test:${port}/`)));
    expect(new Set(all)).toEqual(
      new Set(['EGRESS_DENIED: egress denied: many.test (127.0.0.2) is denied by 127.0.0.2 (by egress.deny)']),
    );
  });

  it('tells no password of an address', async () => {
    const http = httpWith({ egress: egressPolicy({ deny: ['127.0.0.2'] }) });
    expect(await ask(http, `http://me:hunter2@127.0.0.2:${port}/?token=hunter2`)).not.toContain('hunter2');
  });
});

describe('a redirect', () => {
  it.each([
    'http://127.0.0.2:PORT/',
    'http://0x7f.2:PORT/',
    'http://[::ffff:7f00:2]:PORT/',
    '//127.0.0.2:PORT/x',
    'http://169.254.169.254/latest/meta-data/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://[fd00:ec2::254]/',
    'http://named.test:PORT/',
  ])('to %s is not followed', async (target) => {
    const { lookup } = answering(['127.0.0.2']);
    const http = httpWith({ lookup, egress: egressPolicy({ deny: ['127.0.0.2'] }) });
    const url = `http://127.0.0.1:${port}/to?${encodeURIComponent(target.replace('PORT', String(port)))}`;
    expect(await ask(http, url)).toMatch(/^EGRESS_DENIED: /);
    expect(connected).toEqual(['127.0.0.1']);
  });

  it('to where requests may go is followed', async () => {
    const http = httpWith({ egress: egressPolicy({ allow: ['127.0.0.0/30'] }) });
    const to = (target: string): string => `http://127.0.0.1:${port}/to?${encodeURIComponent(target)}`;
    expect(await ask(http, to(`http://127.0.0.2:${port}/`))).toContain('from 127.0.0.2');
    expect(await ask(http, to(`http://[::1]:${port}/`))).toBe(
      'EGRESS_DENIED: egress denied: ::1 is not in egress.allow',
    );
  });
});

describe('a proxy', () => {
  it('is not judged by its own address, and gets no request for a name that is denied', async () => {
    // Any request that reaches the server on 127.0.0.2 reaches the proxy: it is asked for the whole address.
    const env = (name: string): string | undefined => (name === 'HTTP_PROXY' ? `http://127.0.0.2:${port}` : undefined);
    const http = httpWith({ env, egress: egressPolicy({ deny: ['127.0.0.2', '*.bad.test'], allow: ['*.test'] }) });
    expect(await ask(http, 'http://a.test/')).toBe('from 127.0.0.2, for a.test');
    connected.length = 0;
    expect(await ask(http, 'http://a.bad.test/')).toContain(
      'EGRESS_DENIED: egress denied: a.bad.test is denied by *.bad.test',
    );
    expect(await ask(http, 'http://elsewhere.example/')).toContain('the proxy does not tell its address');
    expect(await ask(http, 'http://0xA9FEA9FE/')).toContain('169.254.169.254 is denied by 169.254.0.0/16');
    expect(connected).toEqual([]);
  });
});

describe('a token', () => {
  it('is not asked for twice where it may not be asked for once', async () => {
    const egress = egressPolicy({ deny: ['127.0.0.2'] });
    const { lookup, asked } = answering(['127.0.0.2']);
    const http = httpWith({ lookup, egress });
    const oauth2 = { tokenUrl: `http://token.test:${port}/`, clientId: 'me', clientSecret: 'hunter2', scopes: [] };
    const layered = { ...http, ...withOAuth2(oauth2)(http) };
    expect(await ask(layered, `http://127.0.0.1:${port}/`)).toBe(
      'EGRESS_DENIED: egress denied: token.test (127.0.0.2) is denied by 127.0.0.2 (by egress.deny)',
    );
    expect(asked()).toBe(1);
  });
});

describe('checkEgress', () => {
  const egress = egressPolicy({ deny: ['127.0.0.2'] });

  it.each([
    { url: 'http://127.0.0.2/hook', addresses: [] },
    { url: 'http://hook.test/', addresses: ['127.0.0.2'] },
    { url: 'http://169.254.169.254/', addresses: [] },
    { url: 'http://metadata.goog/', addresses: ['1.2.3.4'] },
  ])('refuses $url', async ({ url, addresses }) => {
    await expect(checkEgress(url, egress, answering(addresses).lookup)).rejects.toThrow(
      expect.objectContaining({ code: 'EGRESS_DENIED' }),
    );
  });

  it.each([
    'nonsense',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'http:///x',
    'http://me:hunter2@%zz/',
    'http://:80/',
  ])('refuses %s, and does not repeat it', async (url) => {
    await expect(checkEgress(url, egress)).rejects.toThrow(
      /^egress denied: expected an http or https address with a host$/,
    );
  });

  it('lets through what resolves to where requests may go, and what does not resolve yet', async () => {
    await checkEgress('http://127.0.0.1/hook', egress);
    await checkEgress('http://[::1]/hook', egress);
    await checkEgress('http://hook.test/', egress, answering(['127.0.0.2', '127.0.0.1']).lookup);
    await checkEgress('http://nohost.invalid/', egress);
  });
});
