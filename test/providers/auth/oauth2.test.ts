import { afterEach, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/core/fault.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { oauth2Of, withOAuth2 } from '../../../src/providers/auth/oauth2.ts';
import type { OAuth2 } from '../../../src/providers/auth/oauth2-client.ts';
import { ConfigFields } from '../../../src/providers/config-fields.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import type { Exchange } from '../../../src/providers/http/http.ts';
import { recording } from '../../../src/providers/http/recording.ts';
import { type SeenRequest, type ServerAnswer, startServer, type TestServer } from '../../support/http-server.ts';

const started: TestServer[] = [];
const http = createHttp();

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

const CLIENT = { clientId: 'my id', clientSecret: 's+cret/', scopes: [] };
const BASIC = `Basic ${Buffer.from('my+id:s%2Bcret%2F').toString('base64')}`;

/** A token server and a resource behind one roof; what the token server answers to the form and the Authorization it got. */
async function serve(token: (request: SeenRequest, form: URLSearchParams) => ServerAnswer): Promise<TestServer> {
  const server = await startServer((request) => {
    if (request.path !== '/token') return { body: 'ok' };
    expect(request.method).toBe('POST');
    expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
    return token(request, new URLSearchParams(request.body));
  });
  started.push(server);
  return server;
}

async function ask(server: TestServer, more: Partial<OAuth2> = {}): Promise<string> {
  const layered = withOAuth2({ ...CLIENT, tokenUrl: `${server.url}/token`, ...more })(http);
  const send = async (): Promise<string> =>
    (await layered.send({ method: 'GET', url: `${server.url}/r`, timeoutMs: 5000 })).body;
  await send().catch((thrown: unknown) => {
    throw new Error(textOf(thrown).replaceAll(server.url, 'SERVER'));
  });
  await send();
  return String(server.requests.at(-1)?.headers['authorization']);
}

describe('a client with OAuth2 credentials', () => {
  it('shows them in the header first, and one token serves several requests', async () => {
    const server = await serve(({ headers }, form) => {
      expect(headers['authorization']).toBe(BASIC);
      expect([...form]).toEqual([
        ['grant_type', 'client_credentials'],
        ['scope', 'read write'],
      ]);
      return { body: { access_token: 'abc', expires_in: 60 } };
    });
    expect(await ask(server, { scopes: ['read', 'write'] })).toBe('Bearer abc');
    expect(server.requests.map(({ path }) => path)).toEqual(['/token', '/r', '/r']);
  });

  it('shows them in the form when the header was not taken', async () => {
    const server = await serve(({ headers }, form) => {
      if (headers['authorization'] !== undefined) return { status: 400, body: { error: 'invalid_client' } };
      expect([...form]).toEqual([
        ['client_id', 'my id'],
        ['client_secret', 's+cret/'],
        ['grant_type', 'client_credentials'],
      ]);
      return { body: { access_token: 'abc', token_type: 'MAC' } };
    });
    expect(await ask(server)).toBe('MAC abc');
  });

  it('reads a token that comes as a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const server = await serve(() => ({ headers, body: 'access_token=a%20b&token_type=Custom' }));
    expect(await ask(server)).toBe('Custom a b');
  });

  it.each<{ given: string; answer: ServerAnswer; wanted: string }>([
    {
      given: 'a refusal without JSON',
      answer: { status: 401, body: 'go away' },
      wanted: 'oauth2: cannot fetch token: 401 Unauthorized\nResponse: go away',
    },
    {
      given: 'a refusal with a reason',
      answer: { status: 400, body: { error: 'invalid_client', error_description: 'who?' } },
      wanted: 'oauth2: "invalid_client" "who?"',
    },
    { given: 'an error with status 200', answer: { body: { error: 'no', access_token: 'x' } }, wanted: 'oauth2: "no"' },
    { given: 'no token', answer: { body: {} }, wanted: 'oauth2: server response missing access_token' },
    {
      given: 'no JSON',
      answer: { body: 'hello' },
      wanted: "oauth2: cannot parse json: invalid character 'h' looking for beginning of value",
    },
  ])('says so when it gets $given, after two tries', async ({ answer, wanted }) => {
    const server = await serve(() => answer);
    await expect(ask(server)).rejects.toThrow(`Get "SERVER/r": ${wanted}`);
    expect(server.requests.map(({ path }) => path)).toEqual(['/token', '/token']);
  });

  it('leaves neither secret nor token in a recording', async () => {
    const server = await serve(() => ({ body: { access_token: 'token-abc' } }));
    const exchanges: Exchange[] = [];
    const layer = withOAuth2({ ...CLIENT, tokenUrl: `${server.url}/token` });
    const recorded = recording(
      http,
      (exchange) => exchanges.push(exchange),
      () => 0,
    );
    await layer(recorded).send({ method: 'GET', url: `${server.url}/r`, timeoutMs: 5000 });
    expect(exchanges.map(({ url }) => url)).toEqual([`${server.url}/token`, `${server.url}/r`]);
    expect(JSON.stringify(exchanges)).not.toMatch(/token-abc|cret/);
  });

  it('says so when the token server is not there', async () => {
    const server = await serve(() => ({}));
    await expect(ask(server, { tokenUrl: 'http://127.0.0.1:1/' })).rejects.toThrow(
      'Get "SERVER/r": Post "http://127.0.0.1:1/": dial tcp 127.0.0.1:1: connect: connection refused',
    );
  });
});

describe('OAuth2 settings', () => {
  it.each<{ oauth2: JsonObject; wanted: OAuth2 | undefined }>([
    { oauth2: {}, wanted: undefined },
    { oauth2: { clientId: 'x' }, wanted: undefined },
    {
      oauth2: { tokenUrl: 'http://t', clientId: 'i', clientSecret: 's', scopes: ['a'] },
      wanted: { tokenUrl: 'http://t', clientId: 'i', clientSecret: 's', scopes: ['a'] },
    },
  ])('$oauth2 are read', ({ oauth2, wanted }) => {
    expect(oauth2Of(new ConfigFields('authentication', { oauth2 }))).toEqual(wanted);
  });

  it.each([{ clientId: 'x' }, { clientSecret: 'x' }])('with a token address need more than $0', (half) => {
    expect(() => oauth2Of(new ConfigFields('authentication', { oauth2: { tokenUrl: 'http://t', ...half } }))).toThrow(
      'missing mandatory parameter in metric for OAuth2 setup',
    );
  });
});
