import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/core/fault.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { parseGoUrl } from '../../../src/providers/http/go-url.ts';
import { proxyFor } from '../../../src/providers/http/proxy-environment.ts';
import { type Certificates, makeCertificates, opensslBinary } from '../../support/certificates.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';

const openssl = opensslBinary('proxies');

describe('the proxy of the environment', () => {
  it.each<{ url: string; env: Record<string, string>; wanted: string | undefined }>([
    { url: 'http://a.b/', env: {}, wanted: undefined },
    { url: 'http://a.b/', env: { HTTP_PROXY: 'http://p:1' }, wanted: 'http://p:1' },
    { url: 'http://a.b/', env: { http_proxy: 'p:1' }, wanted: 'http://p:1' },
    { url: 'http://a.b/', env: { HTTPS_PROXY: 'http://p:1' }, wanted: undefined },
    { url: 'https://a.b/', env: { HTTPS_PROXY: 'https://p' }, wanted: 'https://p' },
    { url: 'https://a.b/', env: { https_proxy: 'socks5h://p:2' }, wanted: 'socks5://p:2' },
    { url: 'http://localhost/', env: { HTTP_PROXY: 'p' }, wanted: undefined },
    { url: 'http://127.9.9.9/', env: { HTTP_PROXY: 'p' }, wanted: undefined },
    { url: 'http://[::1]/', env: { HTTP_PROXY: 'p' }, wanted: undefined },
    { url: 'http://a.b/', env: { HTTP_PROXY: 'p', NO_PROXY: '*' }, wanted: undefined },
    { url: 'http://a.b/', env: { HTTP_PROXY: 'p', no_proxy: 'x, b' }, wanted: undefined },
    { url: 'http://b/', env: { HTTP_PROXY: 'p', NO_PROXY: '.b' }, wanted: 'http://p' },
    { url: 'http://a.b/', env: { HTTP_PROXY: 'p', NO_PROXY: '*.b' }, wanted: undefined },
    { url: 'http://ab/', env: { HTTP_PROXY: 'p', NO_PROXY: 'b' }, wanted: 'http://p' },
    { url: 'http://a.b:81/', env: { HTTP_PROXY: 'p', NO_PROXY: 'a.b:80' }, wanted: 'http://p' },
    { url: 'http://a.b/', env: { HTTP_PROXY: 'p', NO_PROXY: 'a.b:80' }, wanted: undefined },
    { url: 'http://10.1.2.3/', env: { HTTP_PROXY: 'p', NO_PROXY: '10.0.0.0/8' }, wanted: undefined },
    { url: 'http://11.1.2.3/', env: { HTTP_PROXY: 'p', NO_PROXY: '10.0.0.0/8' }, wanted: 'http://p' },
    { url: 'http://[fd00::1]/', env: { HTTP_PROXY: 'p', NO_PROXY: 'fd00::/8' }, wanted: undefined },
    { url: 'http://10.1.2.3/', env: { HTTP_PROXY: 'p', NO_PROXY: '10.1.2.3' }, wanted: undefined },
  ])('for $url with $env is $wanted', ({ url, env, wanted }) => {
    expect(proxyFor(parseGoUrl(url), (name) => env[name])).toBe(wanted);
  });

  it.each<{ env: Record<string, string>; wanted: string }>([
    {
      env: { HTTP_PROXY: 'ftp://me:secret@p' },
      wanted: 'invalid proxy address: a proxy needs a host and http, https or socks5',
    },
    {
      env: { HTTP_PROXY: 'http://me:secret@a b' },
      wanted: 'invalid proxy address: invalid character " " in host name',
    },
    {
      env: { HTTP_PROXY: 'p', REQUEST_METHOD: 'GET' },
      wanted: 'refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy',
    },
  ])('$env is refused without saying a password', ({ env, wanted }) => {
    expect(() => proxyFor(parseGoUrl('http://a.b/'), (name) => env[name])).toThrow(wanted);
  });
});

/** A proxy that knows the host `far.test` and asks for a password. */
async function startProxy(target: () => number): Promise<{ url: string; seen: string[]; server: Server }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization']}`);
    response.end('by proxy');
  });
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url} ${request.headers['proxy-authorization']}`);
    if (request.url !== 'far.test:443') {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const far = connect(target(), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      far.pipe(socket).pipe(far);
    });
    far.on('error', () => socket.destroy());
    socket.on('error', () => far.destroy());
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return { url: `http://me:secret@127.0.0.1:${port}`, seen, server };
}

describe.skipIf(openssl === undefined)('through a proxy', () => {
  let certificates: Certificates;
  const ends: (() => Promise<unknown> | void)[] = [];
  const credentials = `Basic ${Buffer.from('me:secret').toString('base64')}`;

  beforeAll(() => {
    if (openssl !== undefined) certificates = makeCertificates(openssl);
  });

  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function given(): Promise<{ http: ReturnType<typeof createHttp>; seen: string[]; far: TestServer }> {
    const far = await startServer(() => ({ body: 'from afar' }), certificates.misnamed);
    const proxy = await startProxy(() => far.port);
    const env: Record<string, string> = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    const http = createHttp({ env: (name) => env[name] });
    ends.push(
      () => http.close(),
      () => proxy.server.closeAllConnections(),
      () => void proxy.server.close(),
      () => far.stop(),
    );
    return { http, seen: proxy.seen, far };
  }

  it('plain HTTP is asked for with the whole address', async () => {
    const { http, seen } = await given();
    const answer = await http.send({ method: 'GET', url: 'http://far.test/a?b', timeoutMs: 5000 });
    expect(answer.body).toBe('by proxy');
    expect(seen).toEqual([`GET http://far.test/a?b ${credentials}`]);
  });

  it('HTTPS goes through a tunnel and is verified end to end', async () => {
    const { http, seen } = await given();
    const request = { method: 'GET', url: 'https://far.test/a', timeoutMs: 5000 };
    const answer = await http.send({ ...request, tls: { insecure: true } });
    expect(answer.body).toBe('from afar');
    expect(seen).toEqual([`CONNECT far.test:443 ${credentials}`]);
    expect(await http.send({ ...request, tls: { caBundle: certificates.ca } }).catch(textOf)).toBe(
      'Get "https://far.test/a": tls: failed to verify certificate: x509: certificate is valid for other.test, not far.test',
    );
  });

  it('a refusal of the proxy is told', async () => {
    const { http } = await given();
    const text = await http.send({ method: 'GET', url: 'https://other.test/', timeoutMs: 5000 }).catch(textOf);
    expect(text).toBe('Get "https://other.test/": the proxy answered 403 to CONNECT');
  });

  it('nothing goes when a request wants none', async () => {
    const { http, seen, far } = await given();
    const url = `https://127.0.0.1:${far.port}/`;
    await http.send({ method: 'GET', url, timeoutMs: 5000, proxy: false, tls: { insecure: true } });
    expect(seen).toEqual([]);
  });

  it('one that cannot be read is an error', async () => {
    const http = createHttp({ env: (name) => (name === 'HTTP_PROXY' ? 'ftp://me:secret@p' : undefined) });
    ends.push(() => http.close());
    expect(await http.send({ method: 'GET', url: 'http://far.test/', timeoutMs: 5000 }).catch(textOf)).toBe(
      'Get "http://far.test/": invalid proxy address: a proxy needs a host and http, https or socks5',
    );
  });

  it('one that does not answer is an error', async () => {
    const http = createHttp({ env: (name) => (name === 'HTTP_PROXY' ? 'http://127.0.0.1:1' : undefined) });
    ends.push(() => http.close());
    expect(await http.send({ method: 'GET', url: 'http://far.test/', timeoutMs: 5000 }).catch(textOf)).toBe(
      'Get "http://far.test/": proxyconnect tcp: dial tcp 127.0.0.1:1: connect: connection refused',
    );
  });
});
