import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { NamedMap, TypedList } from '../../../src/core/value.ts';
import { newRelic } from '../../../src/providers/new-relic/new-relic.ts';
import { lookOnce, scopeOf } from '../../../src/testing.ts';
import { type SeenRequest, type ServerAnswer, startServer, type TestServer } from '../../support/http-server.ts';

const KEY = 'NRAK-0123456789';
const NRQL = "SELECT average(duration) FROM Transaction WHERE appName = 'shop' & <1>";

let server: TestServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** NerdGraph, as strict as the real one: one path, a key, a GraphQL body whose variables are declared and of their types. */
function nerdGraph(request: SeenRequest, results: unknown): ServerAnswer {
  const { method, target, headers, body } = request;
  if (method !== 'POST' || target !== '/graphql') return { status: 404, body: '' };
  if (headers['content-type'] !== 'application/json') return { status: 415, body: '' };
  if (headers['api-key'] !== KEY) {
    const errors = [{ message: 'Bad key', extensions: { error_code: 'BAD_API_KEY', errorClass: 'UNAUTHORIZED' } }];
    return { status: 401, body: { errors } };
  }
  const { query, variables, ...others }: Record<string, Json> = JSON.parse(body);
  expect(others).toEqual({});
  const words = JSON.stringify(query).replaceAll('\\n', ' ').replace(/\s+/g, '');
  expect(words).toContain('($query:Nrql!,$accountId:Int!,$timeout:Seconds!)');
  expect(words).toContain('{actor{account(id:$accountId){nrql(query:$query,timeout:$timeout){results}}}}');
  expect(variables).toEqual({ query: NRQL, accountId: 1234567, timeout: 5 });
  return { body: { data: { actor: { account: { nrql: { results } } } } } };
}

async function lookAt(results: unknown, key = KEY): Promise<Reading> {
  server = await startServer((request) => nerdGraph(request, results));
  const newrelic = { 'personal-api-key': key, 'account-id': '1234567', 'base-url-nerdgraph': `${server.url}/graphql/` };
  return lookOnce(newRelic, { query: NRQL }, { secrets: { newrelic } });
}

describe('New Relic', () => {
  it('answers a query with one row by that row', async () => {
    expect(await lookAt([{ 'average.duration': 12.3, n: 1e21 }])).toEqual({
      kind: 'value',
      value: new NamedMap('nrdb.NRDBResult', { 'average.duration': 12.3, n: 1e21 }),
      text: '{"average.duration":12.3,"n":1e+21}',
    });
  });

  it('answers a query with several rows by a list of them', async () => {
    const row = (count: number) => new NamedMap('nrdb.NRDBResult', { count });
    expect(await lookAt([{ count: 1 }, { count: 2 }])).toEqual({
      kind: 'value',
      value: new TypedList('[]nrdb.NRDBResult', [row(1), row(2)]),
      text: '[{"count":1},{"count":2}]',
    });
  });

  it('refuses a wrong key in the words of its own client', async () => {
    await expect(lookAt([], 'NRAK-wrong')).rejects.toThrow(
      '401 response returned: Invalid credentials provided. Missing API key or an invalid API key was provided.',
    );
  });

  it.each<{ given: string; answer: ServerAnswer; says: string }>([
    {
      given: 'an error with a status',
      answer: { status: 500, body: { errors: [{ message: 'oops' }] } },
      says: '500 response returned: oops',
    },
    { given: 'too many requests', answer: { status: 429, body: '' }, says: '429 response returned' },
    { given: 'a bill to pay', answer: { status: 402, body: '' }, says: 'Payment Required' },
    {
      given: 'a query that timed out over there',
      answer: { body: { errors: [{ message: 'NRQL timed out', extensions: { errorClass: 'TIMEOUT' } }], data: null } },
      says: 'NRQL timed out',
    },
    {
      given: 'errors of a strange form',
      answer: { body: { errors: [{ message: 5 }, null, 'x'] } },
      says: 'no results returned from NRQL query',
    },
    {
      given: 'rows of a strange form',
      answer: { body: { data: { actor: { account: { nrql: { results: [5] } } } } } },
      says: 'json: cannot unmarshal number',
    },
  ])('given $given, says so after one request', async ({ answer, says }) => {
    server = await startServer(() => answer);
    const newrelic = { 'personal-api-key': KEY, 'account-id': '1', 'base-url-nerdgraph': server.url };
    await expect(lookOnce(newRelic, { query: 'q' }, { secrets: { newrelic } })).rejects.toThrow(says);
    expect(server.requests).toHaveLength(1);
  });

  it('goes by the results where the only error is that a field is deprecated', async () => {
    const errors = [{ message: 'This field is deprecated! Use another one.' }];
    server = await startServer(() => ({
      body: { errors, data: { actor: { account: { nrql: { results: [{ n: 1 }] } } } } },
    }));
    const newrelic = { 'personal-api-key': KEY, 'account-id': '1', 'base-url-nerdgraph': server.url };
    expect(await lookOnce(newRelic, { query: 'q' }, { secrets: { newrelic } })).toMatchObject({ text: '{"n":1}' });
  });

  it.each<{
    given: string;
    secret: Readonly<Record<string, string>>;
    env?: Readonly<Record<string, string>>;
    url: string;
  }>([
    { given: 'no region', secret: {}, url: 'https://api.newrelic.com/graphql' },
    { given: 'EU', secret: { region: 'EU' }, url: 'https://api.eu.newrelic.com/graphql' },
    { given: 'a region that nobody knows', secret: { region: 'moon' }, url: 'https://api.newrelic.com/graphql' },
    {
      given: 'an address in the environment',
      secret: { region: 'eu' },
      env: { NEW_RELIC_NERDGRAPH_BASE_URL: 'https://env.test/g' },
      url: 'https://env.test/g',
    },
    {
      given: 'an address in the Secret',
      secret: { 'base-url-nerdgraph': 'https://own.test/g/' },
      env: { NEW_RELIC_NERDGRAPH_BASE_URL: 'https://env.test/g' },
      url: 'https://own.test/g',
    },
  ])('given $given, is asked at $url', async ({ secret, env, url }) => {
    const newrelic = { 'personal-api-key': KEY, 'account-id': '1', ...secret };
    const scope = scopeOf({ secrets: { newrelic }, ...(env === undefined ? {} : { env }) });
    expect(await newRelic.parse({ query: 'q' }, scope)).toMatchObject({ url });
  });

  it.each([
    { given: 'no Secret', secrets: {}, says: 'secrets "newrelic" not found' },
    { given: 'no key', secrets: { newrelic: { 'account-id': '1' } }, says: 'account ID or personal API key not found' },
    {
      given: 'no account',
      secrets: { newrelic: { 'personal-api-key': KEY } },
      says: 'account ID or personal API key not found',
    },
    {
      given: 'an account that is no number',
      secrets: { newrelic: { 'personal-api-key': KEY, 'account-id': '1a' } },
      says: 'could not parse account ID: strconv.Atoi: parsing "1a": invalid syntax',
    },
    {
      given: 'an empty address',
      secrets: { newrelic: { 'personal-api-key': KEY, 'account-id': '1', 'base-url-nerdgraph': '' } },
      says: 'nerdgraph base URL can not be empty',
    },
  ])('given $given, cannot be asked', async ({ secrets, says }) => {
    await expect(lookOnce(newRelic, { query: 'q' }, { secrets })).rejects.toMatchObject({
      code: 'PROVIDER_CONFIG_INVALID',
      message: says,
    });
  });

  it('tells which query was asked', () => {
    const config = { query: 'SELECT 1' } as Parameters<NonNullable<typeof newRelic.describe>>[0];
    expect(newRelic.describe?.(config)).toEqual({ ResolvedNewRelicQuery: 'SELECT 1' });
  });
});
