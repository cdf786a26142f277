import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { instantOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import type { Scope } from '../../../src/providers/provider.ts';
import { web } from '../../../src/providers/web/web.ts';
import { type Handler, startAnswers, startServer, type TestServer } from '../../support/http-server.ts';

const started: TestServer[] = [];
const http = createHttp();

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

const SCOPE: Scope = {
  env: () => undefined,
  secret: async () => undefined,
  namespace: 'default',
  run: { name: 'run', namespace: 'default', uid: 'uid' },
  metric: { name: 'm', interval: '', number: 1 },
  now: instantOf(1_772_359_500_000),
  signal: new AbortController().signal,
  http,
};

async function serve(handler: Handler): Promise<TestServer> {
  const server = await startServer(handler);
  started.push(server);
  return server;
}

async function measure(config: JsonObject): Promise<Reading> {
  return web.measure(await web.parse(config, SCOPE), SCOPE);
}

async function messageOf(config: JsonObject): Promise<string> {
  const thrown: unknown = await measure(config).catch((error: unknown) => error);
  if (thrown instanceof Fault) return thrown.message;
  throw new Error('the look did not fail');
}

describe('a look at a web address', () => {
  it('asks with GET and takes the first match of the path', async () => {
    const { url, requests } = await serve(() => ({ body: { data: [{ ok: 0.5 }, { ok: 1 }] } }));
    const config = { url: `${url}/m?q=1`, jsonPath: '{$.data[*].ok}', headers: [{ key: 'x-a', value: '1' }] };
    expect(await measure(config)).toEqual({ kind: 'value', value: 0.5, text: '0.5' });
    expect(requests).toMatchObject([{ method: 'GET', target: '/m?q=1', body: '', headers: { 'x-a': '1' } }]);
    expect(requests[0]?.headers).not.toHaveProperty('content-type');
  });

  it('sends a JSON body with its content type, whatever the headers say', async () => {
    const { url, requests } = await serve(() => ({ body: '{}' }));
    await measure({
      url,
      method: 'PUT',
      jsonBody: { a: [1, '<>'] },
      headers: [
        { key: 'content-type', value: 'text/plain' },
        { key: 'X-A', value: '1' },
        { key: 'x-a', value: '2' },
      ],
    });
    expect(requests).toMatchObject([
      { method: 'PUT', body: '{"a":[1,"<>"]}', headers: { 'content-type': 'application/json', 'x-a': '2' } },
    ]);
  });

  it('sends a text body as it is', async () => {
    const { url, requests } = await serve(() => ({ body: '{}' }));
    await measure({ url, method: 'POST', body: 'x=1' });
    expect(requests).toMatchObject([{ method: 'POST', body: 'x=1' }]);
    expect(requests[0]?.headers).not.toHaveProperty('content-type');
  });

  it.each<{ body: string; jsonPath?: string; wanted: Partial<Reading> }>([
    {
      body: '<html>',
      wanted: { value: '<html>', text: '<html>', note: 'The body is no JSON, so it is judged as text.' },
    },
    { body: '', jsonPath: '{.a}', wanted: { value: '', text: '' } },
    { body: '{"b":1,"a":"<"}', wanted: { value: { b: 1, a: '<' }, text: '{"a":"\\u003c","b":1}' } },
    { body: '"s"', wanted: { value: 's', text: '"s"' } },
    { body: 'null', wanted: { value: null, text: 'null' } },
    { body: '{"a":null}', jsonPath: '{.a}', wanted: { value: null, text: 'null' } },
    { body: '[1]', jsonPath: '{5}', wanted: { value: 5, text: '5' } },
  ])('judges the body $body as it should', async ({ body, jsonPath = '{$}', wanted }) => {
    const { url } = await serve(() => ({ body }));
    expect(await measure({ url, jsonPath })).toMatchObject(wanted);
  });

  it.each<{ given: string; answer?: object; config: JsonObject; wanted: string }>([
    {
      given: 'a status that is none of 2xx',
      answer: { status: 503, body: '{"a":1}' },
      config: {},
      wanted: 'received non 2xx response code: 503',
    },
    {
      given: 'a redirect to nowhere',
      answer: { status: 302 },
      config: {},
      wanted: 'received non 2xx response code: 302',
    },
    {
      given: 'a path that leads nowhere',
      answer: { body: '{}' },
      config: { jsonPath: '{.a}' },
      wanted: 'Could not find JSONPath in body: a is not found',
    },
    {
      given: 'a path without match',
      answer: { body: '[]' },
      config: { jsonPath: '{[*]}' },
      wanted: 'result of web metric produced no value',
    },
    {
      given: 'two bodies',
      config: { method: 'POST', body: 'x', jsonBody: {} },
      wanted: 'use either Body or JSONBody; both cannot exists for WebMetric payload',
    },
    {
      given: 'a body with GET',
      config: { body: 'x' },
      wanted: 'Body/JSONBody can only be used with POST or PUT WebMetric Method types',
    },
    { given: 'a path that cannot be read', config: { jsonPath: '{.a' }, wanted: 'unclosed action' },
    { given: 'an address that is none', config: { url: '::bad' }, wanted: 'parse "::bad": missing protocol scheme' },
    {
      given: 'headers that are no list',
      config: { headers: 'x' },
      wanted: 'web.headers must be a list, but is a string',
    },
  ])('with $given is an error', async ({ answer, config, wanted }) => {
    const { url } = await serve(() => answer ?? {});
    expect(await messageOf({ url, ...config })).toBe(wanted);
  });

  it('says what Go says when an answer does not come in time', async () => {
    const { url } = await serve(() => undefined);
    expect(await messageOf({ url, timeoutSeconds: 0.05 })).toBe(
      'web.timeoutSeconds must be a whole number, but is a number',
    );
    const config = { ...(await web.parse({ url }, SCOPE)), timeout: 50 as never };
    await expect(web.measure(config, SCOPE)).rejects.toThrow(
      `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    );
  });

  it('tells a body that broke off from a status that says enough', async () => {
    const broken =
      (status: number): Handler =>
      (_, response) => {
        response.writeHead(status, { 'content-length': '10' });
        response.write('{', () => response.socket?.destroy());
        return undefined;
      };
    expect(await messageOf({ url: (await serve(broken(200))).url })).toBe(
      'Received no bytes in response: unexpected EOF',
    );
    expect(await messageOf({ url: (await serve(broken(500))).url })).toBe('received non 2xx response code: 500');
  });

  it('puts a token in place of its own Authorization', async () => {
    const tokens = await startAnswers({ body: { access_token: 'abc', token_type: 'bearer' } });
    started.push(tokens);
    const { url, requests } = await serve(() => ({ body: '1' }));
    await measure({
      url,
      headers: [{ key: 'Authorization', value: 'mine' }],
      authentication: { oauth2: { tokenUrl: tokens.url, clientId: 'id', clientSecret: 'secret' } },
    });
    expect(requests[0]?.headers['authorization']).toBe('Bearer abc');
  });
});
