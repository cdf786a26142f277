import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedPrometheus, servePrometheus } from '../../../src/cli/embedded/prometheus-front.ts';
import { textOf } from '../../../src/core/fault.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { prometheus } from '../../../src/providers/prometheus/prometheus.ts';
import type { Scope } from '../../../src/providers/provider.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { eventfulWorkload, second, T0 } from '../../simulator/workload/shop.ts';
import { prometheusBinary, type RealPrometheus, startPrometheus } from '../../support/real-prometheus.ts';
import { remoteWrite, scraped } from '../../support/remote-write.ts';

const END = second(120);
const ERRORS =
  'sum(rate(http_requests_total{revision="bad",code=~"5.."}[10s])) / sum(rate(http_requests_total{revision="bad"}[10s]))';

async function measure(config: JsonObject, now = second(60)): Promise<unknown> {
  const scope: Scope = {
    env: () => undefined,
    secret: async () => undefined,
    namespace: 'default',
    run: { name: 'run', namespace: 'default', uid: 'uid' },
    metric: { name: 'm', interval: '', number: 1 },
    now,
    signal: new AbortController().signal,
    http: createHttp(),
  };
  return prometheus.measure(await prometheus.parse(config, scope), scope);
}

describe('the embedded Prometheus over HTTP', () => {
  const clock = new VirtualClock(END);
  let served: ServedPrometheus;

  beforeAll(async () => {
    served = await servePrometheus(eventfulWorkload(), { port: 0, clock });
  });

  afterAll(() => served.stop());

  it('is asked by the provider as a real one is', async () => {
    expect(await measure({ address: served.url, query: ERRORS })).toMatchObject({ kind: 'value', text: '[0.2]' });
    expect(await measure({ address: served.url, query: `scalar(${ERRORS})` })).toMatchObject({ text: '0.2' });
    expect(await measure({ address: served.url, query: 'nothing' })).toMatchObject({ text: '[]' });
  });

  it.each([
    { query: 'sum(', message: 'bad_data: invalid parameter "query": 1:5: parse error: unclosed left parenthesis' },
    {
      query: 'topk(1, up)',
      message: /^execution: function "topk" is not known to this embedded Prometheus, which knows sum, /,
    },
  ])('tells the provider why it does not answer $query', async ({ query, message }) => {
    expect(await measure({ address: served.url, query }).catch(textOf)).toMatch(message);
  });

  it.each<{ what: string; path: string; init?: RequestInit; status: number; text: string }>([
    { what: 'GET', path: '/api/v1/query?query=1&time=7', status: 200, text: '"result":[7,"1"]' },
    {
      what: 'the clock when no time is named',
      path: '/api/v1/query?query=1',
      status: 200,
      text: `[${END / 1000},"1"]`,
    },
    {
      what: 'a form before the address',
      path: '/api/v1/query?query=1&time=7',
      init: { method: 'POST', body: 'query=2' },
      status: 200,
      text: '[7,"2"]',
    },
    {
      what: 'another method',
      path: '/api/v1/query',
      init: { method: 'PUT' },
      status: 405,
      text: 'method PUT is not allowed',
    },
    {
      what: 'another path',
      path: '/api/v1/rules',
      status: 404,
      text: '/api/v1/rules is not known: below /api/v1 there are /query,',
    },
    { what: 'readiness', path: '/-/ready', status: 200, text: 'Prometheus Server is Ready.' },
    { what: 'a path with two slashes', path: '//evil.example/api/v1/query?query=1', status: 404, text: 'not known' },
    {
      what: 'a body that is too long',
      path: '/api/v1/query',
      init: { method: 'POST', body: 'q'.repeat(3 * 1024 * 1024 + 1) },
      status: 413,
      text: 'longer than',
    },
    {
      what: 'a query that reads too much',
      path: `/api/v1/query_range?query=${encodeURIComponent('sum(rate(http_request_duration_seconds_bucket[2h]))')}&start=${T0 / 1000}&end=${T0 / 1000 + 10_999}&step=1`,
      status: 422,
      text: 'reads more than 5000000 samples',
    },
    {
      what: 'a query of too many words',
      path: '/api/v1/query',
      init: { method: 'POST', body: `query=${'-'.repeat(3000)}1` },
      status: 400,
      text: 'more than 2000 words',
    },
    {
      what: 'a query that is too deep',
      path: '/api/v1/query',
      init: { method: 'POST', body: `query=${'('.repeat(500)}1` },
      status: 400,
      text: 'within each other',
    },
  ])('answers $what', async ({ path, init, status, text }) => {
    const answer = await fetch(served.url + path, init);
    expect({ status: answer.status, text: await answer.text() }).toEqual({
      status,
      text: expect.stringContaining(text),
    });
  });

  it('says when its port is taken', async () => {
    const port = Number(new URL(served.url).port);
    await expect(servePrometheus(eventfulWorkload(), { port, clock })).rejects.toThrow(
      `the embedded Prometheus cannot listen on 127.0.0.1, port ${port}: `,
    );
  });

  it('is gone once it is stopped', async () => {
    const other = await servePrometheus(eventfulWorkload(), { port: 0, clock });
    await other.stop();
    await expect(fetch(`${other.url}/-/ready`)).rejects.toThrow();
  });
});

const binary = prometheusBinary('reads the embedded Prometheus and a real one with the provider');

describe.skipIf(binary === undefined)('the provider', () => {
  let real: RealPrometheus;
  let served: ServedPrometheus;

  beforeAll(async () => {
    const workload = eventfulWorkload();
    served = await servePrometheus(workload, { port: 0, clock: new VirtualClock(END) });
    real = await startPrometheus(binary ?? '', { takesSamples: true });
    const series = workload.series(END);
    await remoteWrite(
      real.address,
      series.map((one) => scraped(one.labels, one.within(T0, END), 1000, END)),
    );
  });

  afterAll(async () => {
    await served.stop();
    await real.stop();
  });

  it.each<JsonObject>([
    { query: `round(${ERRORS}, 1e-9)` },
    { query: 'count(http_requests_total)' },
    { query: 'scalar(sum(up))' },
    {
      query: 'round(sum(increase(http_requests_total[20s])), 1e-6)',
      rangeQuery: { start: 'now() - duration("30s")', end: 'now()', step: '10s' },
    },
    { query: 'no_series' },
    { query: 'rate(up)' },
  ])('reads the same from both: %j', async (config) => {
    for (const now of [second(60), second(80), second(119.5)]) {
      const ours = await measure({ address: served.url, ...config }, now).catch(textOf);
      expect(ours).toEqual(await measure({ address: real.address, ...config }, now).catch(textOf));
    }
  });
});
