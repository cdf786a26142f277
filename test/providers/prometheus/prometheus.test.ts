import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { instantOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { prometheus } from '../../../src/providers/prometheus/prometheus.ts';
import type { Scope } from '../../../src/providers/provider.ts';
import {
  type Handler,
  type SeenRequest,
  startAnswers,
  startServer,
  type TestServer,
} from '../../support/http-server.ts';

const started: TestServer[] = [];
const http = createHttp();

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

/** 2026-03-01T10:05:00.25Z */
const NOW = instantOf(1_772_359_500_250);

const SCOPE: Scope = {
  env: () => undefined,
  secret: async () => undefined,
  namespace: 'default',
  run: { name: 'run', namespace: 'default', uid: 'uid' },
  metric: { name: 'm', interval: '', number: 1 },
  now: NOW,
  signal: new AbortController().signal,
  http,
};

function scalar(value: string, more: object = {}): object {
  return { status: 'success', data: { resultType: 'scalar', result: [1772359500, value] }, ...more };
}

/** A server that is as strict as Prometheus about path and form; `check` looks at the rest. */
async function serve(check: (request: SeenRequest, form: URLSearchParams) => ReturnType<Handler>): Promise<TestServer> {
  const server = await startServer((request) => {
    expect(request.path).toMatch(/\/api\/v1\/query(_range)?$/);
    const isPost = request.method === 'POST';
    expect(isPost ? request.headers['content-type'] : request.method).toBe(
      isPost ? 'application/x-www-form-urlencoded' : 'GET',
    );
    return check(request, isPost ? new URLSearchParams(request.body) : request.query);
  });
  started.push(server);
  return server;
}

async function measure(config: JsonObject): Promise<Reading> {
  return prometheus.measure(await prometheus.parse(config, SCOPE), SCOPE);
}

async function messageOf(config: JsonObject): Promise<string> {
  const thrown: unknown = await measure(config).catch((error: unknown) => error);
  if (thrown instanceof Fault) return thrown.message;
  throw new Error('the look did not fail');
}

describe('a look at Prometheus', () => {
  it('asks for the value at its moment, with a fraction of a second', async () => {
    const { url, requests } = await serve((_, form) => {
      expect([...form]).toEqual([
        ['query', 'up == 1 + "é"'],
        ['time', '1772359500.25'],
      ]);
      return { body: scalar('10') };
    });
    expect(await measure({ address: url, query: 'up == 1 + "é"' })).toEqual({ kind: 'value', value: 10, text: '10' });
    expect(requests).toMatchObject([{ method: 'POST', target: '/api/v1/query' }]);
  });

  it('keeps path and query of the address, and sends the query’s parameters in the form, too', async () => {
    const { url, requests } = await serve((_, form) => {
      expect(form.get('tenant')).toBe('a b');
      expect(form.getAll('query')).toEqual(['up']);
      return { body: scalar('1') };
    });
    await measure({ address: `${url}/prefix//?tenant=a+b&query=other`, query: 'up' });
    expect(requests[0]?.target).toBe('/prefix/api/v1/query?tenant=a+b&query=other');
  });

  it.each([403, 405, 501])('asks again with GET when a POST gets %i', async (status) => {
    const server = await serve(({ method }, form) => {
      expect(form.get('query')).toBe('a + b');
      return method === 'POST' ? { status, body: 'no' } : { body: scalar('4') };
    });
    expect(await measure({ address: server.url, query: 'a + b' })).toMatchObject({ value: 4 });
    expect(server.requests.map(({ target }) => target)).toEqual([
      '/api/v1/query',
      '/api/v1/query?query=a+%2B+b&time=1772359500.25',
    ]);
  });

  it('asks for a range whose ends are expressions', async () => {
    const { url, requests } = await serve((_, form) => {
      expect(Object.fromEntries(form)).toEqual({
        query: 'up',
        start: '1772355900.25',
        end: '1772359500.25',
        step: '90',
      });
      const series = (values: unknown): object => ({ metric: { a: 'b' }, values });
      const result = [
        series([
          [1, '1'],
          [2, 'NaN'],
        ]),
        series([[1, '+Inf']]),
      ];
      return { body: { status: 'success', data: { resultType: 'matrix', result } } };
    });
    const rangeQuery = { start: 'now() - duration("1h")', end: 'now()', step: '1m30s' };
    const reading = await measure({ address: url, query: 'up', rangeQuery });
    expect(reading).toEqual({ kind: 'value', value: Float64Array.of(1, Number.NaN, Infinity), text: '[1,NaN,+Inf]' });
    expect(requests[0]?.path).toBe('/api/v1/query_range');
  });

  it('keeps the warnings of the server', async () => {
    const { url } = await serve(() => ({ body: scalar('1', { warnings: ['one', 'say "two"'] }) }));
    expect(await measure({ address: url, query: 'up' })).toMatchObject({
      metadata: { warnings: '"one", "say "two""' },
    });
  });

  it('says what its metric asks, when it asks something', async () => {
    const described = async (query: string): Promise<unknown> =>
      prometheus.describe?.(await prometheus.parse({ address: 'http://p', query }, SCOPE));
    expect([await described('up'), await described('')]).toEqual([{ ResolvedPrometheusQuery: 'up' }, {}]);
  });

  it.each<{ status?: number; body: unknown; wanted: string }>([
    {
      body: { status: 'success', data: { resultType: 'string', result: [1, 'x'] } },
      wanted: 'unexpected value type "string"',
    },
    { body: scalar('abc'), wanted: 'error parsing sample value: strconv.ParseFloat: parsing "abc": invalid syntax' },
    {
      status: 400,
      body: { status: 'error', errorType: 'bad_data', error: 'parse error' },
      wanted: 'bad_data: parse error',
    },
    { status: 422, body: scalar('1'), wanted: 'bad_response: inconsistent body for response code' },
    { status: 404, body: 'nope', wanted: 'client_error: client error: 404' },
    { status: 429, body: 'slow down', wanted: 'client_error: client error: 429' },
    {
      status: 503,
      body: { status: 'error', errorType: 'timeout', error: 'x' },
      wanted: 'server_error: server error: 503',
    },
    { status: 302, body: '', wanted: 'bad_response: bad response code 302' },
    { body: '<html>', wanted: "bad_response: invalid character '<' looking for beginning of value" },
    { body: '{"status":"success"}', wanted: 'the answer has no data' },
  ])('with $status $body is an error', async ({ status = 200, body, wanted }) => {
    const { url } = await serve(() => ({ status, body }));
    expect(await messageOf({ address: url, query: 'up' })).toBe(wanted);
  });

  it('gives up at once with a timeout of 0', async () => {
    const { url, requests } = await serve(() => ({ body: scalar('1') }));
    expect(await messageOf({ address: url, query: 'up', timeout: 0 })).toBe(
      `Post "${url}/api/v1/query": context deadline exceeded`,
    );
    expect(requests).toHaveLength(0);
  });

  it('has one time limit for all its requests', async () => {
    const { url, requests } = await serve(({ method }) => (method === 'POST' ? { status: 405 } : undefined));
    const config = { ...(await prometheus.parse({ address: url, query: 'up' }, SCOPE)), timeout: 100 as never };
    await expect(prometheus.measure(config, SCOPE)).rejects.toThrow(
      `Get "${url}/api/v1/query?query=up&time=1772359500.25": context deadline exceeded`,
    );
    expect(requests).toHaveLength(2);
  });
});

describe('who asks Prometheus', () => {
  /** The headers that arrive for some settings. */
  async function headersFor(config: JsonObject): Promise<Readonly<Record<string, unknown>>> {
    const { url, requests } = await serve(() => ({ body: scalar('1') }));
    await measure({ address: url, query: 'up', ...config });
    return requests[0]?.headers ?? {};
  }

  const basicAuth = { username: 'me', password: 'secret' };
  const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;

  it('is told by basic authentication', async () => {
    expect(await headersFor({ authentication: { basicAuth } })).toMatchObject({ authorization: basic });
  });

  it('is told by headers, which replace whatever else would be sent', async () => {
    const headers = [
      { key: 'authorization', value: 'mine' },
      { key: 'x-scope-orgid', value: 'team' },
      { key: 'Content-Type', value: 'application/x-www-form-urlencoded' },
    ];
    expect(await headersFor({ authentication: { basicAuth }, headers })).toMatchObject({
      authorization: 'mine',
      'x-scope-orgid': 'team',
    });
  });

  it('is told by a token, for which headers and basic authentication go along', async () => {
    const tokens = await startAnswers({ status: 401 }, { body: { access_token: 'abc' } });
    started.push(tokens);
    const oauth2 = { tokenUrl: tokens.url, clientId: 'id', clientSecret: 's' };
    const headers = [{ key: 'x-scope-orgid', value: 'team' }];
    const sent = await headersFor({ authentication: { oauth2, basicAuth }, headers });
    expect(sent).toMatchObject({ authorization: 'Bearer abc', 'x-scope-orgid': 'team' });
    expect(tokens.requests.map((request) => request.headers)).toMatchObject([
      { authorization: `Basic ${Buffer.from('id:s').toString('base64')}`, 'x-scope-orgid': 'team' },
      { authorization: basic, 'x-scope-orgid': 'team' },
    ]);
  });
});

describe('the settings of a Prometheus metric', () => {
  it('take the address from the environment when they have none', async () => {
    const env = (name: string): string | undefined =>
      name === 'ARGO_ROLLOUTS_PROMETHEUS_ADDRESS' ? 'http://from.env' : undefined;
    const config = await prometheus.parse({ query: 'up' }, { ...SCOPE, env });
    expect(config.address.host).toBe('from.env');
  });

  it('sign only for Amazon’s addresses', async () => {
    const authentication = { sigv4: { region: 'eu-west-1' } };
    const parse = async (address: string): Promise<unknown> =>
      (await prometheus.parse({ address, query: 'up', authentication }, SCOPE)).sigv4;
    expect(await parse('https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws')).toMatchObject({
      region: 'eu-west-1',
    });
    expect(await parse('http://prometheus:9090')).toBeUndefined();
  });

  it.each<{ config: JsonObject; wanted: string }>([
    { config: {}, wanted: 'prometheus address is not configured' },
    { config: { address: 'prom:9090' }, wanted: 'prometheus address is not is url format' },
    { config: { address: 'http://[::1' }, wanted: 'prometheus address is not is url format' },
    { config: { address: 'http://p', timeout: -1 }, wanted: 'prometheus timeout should not be negative' },
    {
      config: { address: 'http://p', authentication: { basicAuth: { password: 'p' } } },
      wanted: 'missing mandatory parameter in metric for basic auth setup: username',
    },
    {
      config: { address: 'https://aps-workspaces.amazonaws.com', authentication: { sigv4: { profile: 'p' } } },
      wanted: 'region not configured in sigv4 or in default credentials chain',
    },
    { config: { address: 'http://p', query: 5 }, wanted: 'prometheus.query must be a text, but is a number' },
  ])('$config are refused', async ({ config, wanted }) => {
    expect(await messageOf(config)).toBe(wanted);
  });

  it.each<{ rangeQuery: JsonObject; wanted: string }>([
    {
      rangeQuery: { start: "'x'", end: 'now()', step: '1m' },
      wanted: 'failed to parse rangeQuery.start as time: expected time.Time, but got string',
    },
    {
      rangeQuery: { start: 'now()', end: 'foo', step: '1m' },
      wanted: 'failed to parse rangeQuery.end as time: unknown name foo',
    },
    {
      rangeQuery: { start: 'now()', end: 'now()', step: '1d' },
      wanted: 'failed to parse rangeQuery.step as duration: time: unknown unit "d" in duration "1d"',
    },
  ])('with the range $rangeQuery fail when they are used', async ({ rangeQuery, wanted }) => {
    expect(await messageOf({ address: 'http://127.0.0.1:1', query: 'up', rangeQuery })).toBe(wanted);
  });
});
