import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { textOf } from '../../../src/core/fault.ts';
import { instantOf } from '../../../src/core/instant.ts';
import { type AwsCredentials, awsChain, sigV4Of, withSigV4 } from '../../../src/providers/auth/sigv4.ts';
import { ConfigFields } from '../../../src/providers/config-fields.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import type { HttpRequest } from '../../../src/providers/http/http.ts';
import { type SeenRequest, startServer, type TestServer } from '../../support/http-server.ts';

const NOW = instantOf(1_772_359_500_000);
const CREDENTIALS: AwsCredentials = { accessKeyId: 'AKID', secretAccessKey: 'SECRET', sessionToken: 'TOKEN' };
const SETTINGS = { region: 'eu-west-1', profile: '', roleArn: '' };
const started: TestServer[] = [];
const http = createHttp();

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Percent-escapes everything but letters, digits and `-_.~`. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The signature as AWS would reckon it from what arrived.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function signatureOf(request: SeenRequest, signed: readonly string[], scope: string): string {
  const path = request.path.split('/').map(escaped).join('/');
  const query = [...request.query].map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
  const headers = signed.map((name) => `${name}:${String(request.headers[name])}\n`).join('');
  const canonical = [request.method, path, query.sort().join('&'), headers, signed.join(';'), sha256(request.body)];
  const date = String(request.headers['x-amz-date']);
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical.join('\n'))].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((before, part) => hmac(before, part), 'AWS4SECRET');
  return hmac(key, toSign).toString('hex');
}

describe('a request signed for Amazon', () => {
  it.each<{ given: string; request: Partial<HttpRequest>; target: string }>([
    {
      given: 'a POST with a form',
      request: { method: 'POST', body: 'query=up', headers: [['Content-Type', 'application/x-www-form-urlencoded']] },
      target: '/workspaces/ws-1/api/v1/query',
    },
    { given: 'a GET with a query', request: { method: 'GET' }, target: '/a%20b/api?query=sum(up)+%2B+1&time=1&a=' },
  ])('has the right signature: $given', async ({ request, target }) => {
    const server = await startServer((seen) => {
      const authorization = String(seen.headers['authorization']);
      const parts = /^AWS4-HMAC-SHA256 Credential=AKID\/(.+), SignedHeaders=(.+), Signature=(.+)$/.exec(authorization);
      const [, scope = '', signed = '', signature] = parts ?? [];
      expect(scope).toBe('20260301/eu-west-1/aps/aws4_request');
      expect(seen.headers['x-amz-date']).toBe('20260301T100500Z');
      expect(seen.headers['x-amz-security-token']).toBe('TOKEN');
      expect(signed.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token']));
      expect(signature).toBe(signatureOf(seen, signed.split(';'), scope));
      return { body: 'ok' };
    });
    started.push(server);
    const layered = withSigV4(SETTINGS, NOW, async () => CREDENTIALS)(http);
    const answer = await layered.send({ method: 'GET', url: server.url + target, timeoutMs: 5000, ...request });
    expect(answer.body).toBe('ok');
  });

  it('finds credentials where AWS keeps them', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'FROM-ENV');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'SECRET');
    const server = await startServer(() => ({ body: 'ok' }));
    started.push(server);
    await withSigV4(SETTINGS, NOW, awsChain)(http).send({ method: 'GET', url: server.url, timeoutMs: 5000 });
    expect(server.requests[0]?.headers['authorization']).toMatch(/Credential=FROM-ENV\/20260301\/eu-west-1\/aps/);
  });

  it('cannot be without credentials', async () => {
    const layered = withSigV4(SETTINGS, NOW, async () => {
      throw new Error('none found');
    })(http);
    const text = await layered.send({ method: 'POST', url: 'http://h/x', timeoutMs: 5000 }).catch(textOf);
    expect(text).toBe('Post "http://h/x": could not get SigV4 credentials: none found');
  });
});

describe('SigV4 settings', () => {
  it('are there when one field is', () => {
    const read = (sigv4: Record<string, string>): unknown => sigV4Of(new ConfigFields('authentication', { sigv4 }));
    expect(read({})).toBeUndefined();
    expect(read({ region: '' })).toBeUndefined();
    expect(read({ profile: 'p' })).toEqual({ region: '', profile: 'p', roleArn: '' });
  });
});
