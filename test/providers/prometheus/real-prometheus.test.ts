import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/core/fault.ts';
import { instantOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { prometheus } from '../../../src/providers/prometheus/prometheus.ts';
import type { Scope } from '../../../src/providers/provider.ts';
import { prometheusBinary, type RealPrometheus, startPrometheus } from '../../support/real-prometheus.ts';

const binary = prometheusBinary('looks at a real Prometheus');

describe.skipIf(binary === undefined)('a look at a real Prometheus', () => {
  let server: RealPrometheus;

  beforeAll(async () => {
    server = await startPrometheus(binary ?? '');
  });

  afterAll(() => server.stop());

  async function measure(config: JsonObject): Promise<unknown> {
    const scope: Scope = {
      env: () => undefined,
      secret: async () => undefined,
      namespace: 'default',
      run: { name: 'run', namespace: 'default', uid: 'uid' },
      metric: { name: 'm', interval: '', number: 1 },
      now: instantOf(Date.now()),
      signal: new AbortController().signal,
      http: createHttp(),
    };
    return prometheus.measure(await prometheus.parse({ address: server.address, ...config }, scope), scope);
  }

  it.each<{ query: string; text: string }>([
    { query: 'scalar(vector(0.25))', text: '0.25' },
    {
      query: 'sort(vector(0.25) or label_replace(vector(1e21), "a", "b", "", ""))',
      text: '[0.25,1000000000000000000000]',
    },
    { query: 'vector(0) / 0', text: '[NaN]' },
    { query: 'nothing_of_that_name', text: '[]' },
  ])('$query gives $text', async ({ query, text }) => {
    expect(await measure({ query })).toMatchObject({ kind: 'value', text });
  });

  it('gives all values of a range', async () => {
    const rangeQuery = { start: 'now() - duration("2s")', end: 'now()', step: '1s' };
    expect(await measure({ query: 'vector(7)', rangeQuery })).toMatchObject({ text: '[7,7,7]' });
  });

  it.each<{ query: string; message: RegExp }>([
    { query: 'sum(', message: /^bad_data: invalid parameter "query": 1:5: parse error: / },
    { query: '"text"', message: /^unexpected value type "string"$/ },
  ])('$query is an error', async ({ query, message }) => {
    expect(await measure({ query }).catch(textOf)).toMatch(message);
  });
});
