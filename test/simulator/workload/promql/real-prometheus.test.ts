import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { answerPrometheus } from '../../../../src/simulator/workload/prometheus/answer-prometheus.ts';
import type { Series } from '../../../../src/simulator/workload/series/series.ts';
import { prometheusBinary, type RealPrometheus, startPrometheus } from '../../../support/real-prometheus.ts';
import { remoteWrite, scraped } from '../../../support/remote-write.ts';
import { sampledSeries } from '../../../support/sampled-series.ts';
import { eventfulWorkload, second, T0 } from '../shop.ts';
import { madeUpQuery } from './made-up-query.ts';
import { plain } from './plain-answer.ts';
import { awkwardSeries, MISTAKES, NOT_KNOWN, QUERIES } from './queries.ts';

const binary = prometheusBinary('compares the embedded Prometheus with a real one');
const END = second(120);

/** Seconds after the start. On scrapes, between them, before the first one, and after the last one. */
const MOMENTS = [-1, 0, 3, 30, 52.5, 55, 61, 70.75, 90.2, 100, 119.999, 120];

describe.skipIf(binary === undefined)('the embedded Prometheus answers as a real one does', () => {
  let server: RealPrometheus;
  const ofWorkload = eventfulWorkload().series(END);
  const awkward = awkwardSeries();
  const series: readonly Series[] = [...ofWorkload, ...awkward.map(sampledSeries)];

  beforeAll(async () => {
    server = await startPrometheus(binary ?? '', { takesSamples: true });
    const written = ofWorkload.map((one) => scraped(one.labels, one.within(T0, END), 1000, END));
    await remoteWrite(server.address, [...written, ...awkward]);
  });

  afterAll(() => server.stop());

  type Parameters = readonly (readonly [string, string])[];

  async function both(path: string, parameters: Parameters): Promise<{ theirs: JsonObject; ours: JsonObject }> {
    const query = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value]));
    const answer = await fetch(`${server.address}${path}?${query.toString()}`);
    const theirs = { status: answer.status, body: plain((await answer.json()) as Json) };
    const { status, body } = answerPrometheus({ method: 'GET', path, parameters }, series, END);
    return { theirs, ours: { status, body: plain(body) } };
  }

  const instant = (query: string, at: number): ReturnType<typeof both> =>
    both('/api/v1/query', [
      ['query', query],
      ['time', String((T0 + at * 1000) / 1000)],
    ]);

  it.each(QUERIES)('%s', async (query) => {
    for (const at of MOMENTS) {
      const { theirs, ours } = await instant(query, at);
      expect({ at, ...ours }).toEqual({ at, ...theirs });
    }
  });

  it.each([
    'sum by (revision) (rate(http_requests_total[10s]))',
    'sum(rate(http_requests_total{code=~"5..", revision="bad"}[5s])) / sum(rate(http_requests_total{revision="bad"}[5s]))',
    'histogram_quantile(0.95, sum by (le, revision) (rate(http_request_duration_seconds_bucket[10s])))',
    'rate(http_request_duration_seconds_sum[10s]) / rate(http_request_duration_seconds_count[10s])',
    'increase(http_requests_total[1m])',
    'irate(http_requests_total[5s])',
    'sum by (revision) (up)',
    'avg_over_time(up[20s])',
    'up',
    '{revision="bad"}',
    'http_requests_total',
    'http_requests_total[5s]',
  ])('of the workload: %s', async (query) => {
    for (const at of MOMENTS) {
      const { theirs, ours } = await instant(query, at);
      expect({ at, ...ours }).toEqual({ at, ...theirs });
    }
  });

  it.each([
    { query: 'rate(jobs_total[30s])', start: 0, end: 120, step: '5' },
    { query: 'sum(rate(http_requests_total[10s])) by (revision)', start: -10, end: 130, step: '2.5' },
    { query: 'sum by (zone) (depth) > 0', start: 0, end: 120, step: '7s' },
    { query: 'vector(time())', start: 10, end: 10, step: '1m30s' },
    { query: 'time() - 1.7e9', start: 10, end: 12, step: '500ms' },
    { query: 'nothing', start: 10, end: 12, step: '1' },
    { query: '"text"', start: 10, end: 12, step: '1' },
    { query: 'jobs_total[5m]', start: 10, end: 12, step: '1' },
    { query: '1', start: 12, end: 10, step: '1' },
    { query: '1', start: 10, end: 12, step: '0' },
    { query: '1', start: 10, end: 12, step: '-1' },
    { query: '1', start: 10, end: 12, step: 'x' },
    { query: '1', start: 10, end: 12, step: '' },
    { query: '1', start: 0, end: 120_000, step: '1' },
  ])('from $start to $end by $step: $query', async ({ query, start, end, step }) => {
    const { theirs, ours } = await both('/api/v1/query_range', [
      ['query', query],
      ['start', String(T0 / 1000 + start)],
      ['end', String(T0 / 1000 + end)],
      ['step', step],
    ]);
    expect(ours).toEqual(theirs);
  });

  it.each<{ path: string; parameters: Parameters }>([
    {
      path: '/api/v1/query',
      parameters: [
        ['query', '1'],
        ['time', 'x'],
      ],
    },
    {
      path: '/api/v1/query',
      parameters: [
        ['query', 'limit'],
        ['time', '2026-03-01T10:01:00.25Z'],
      ],
    },
    {
      path: '/api/v1/query',
      parameters: [
        ['query', '1'],
        ['time', '1772359200.0005'],
      ],
    },
    { path: '/api/v1/query', parameters: [['time', '1']] },
    { path: '/api/v1/query_range', parameters: [['query', '1']] },
    {
      path: '/api/v1/query_range',
      parameters: [
        ['query', '1'],
        ['start', '1'],
      ],
    },
    {
      path: '/api/v1/series',
      parameters: [
        ['match[]', 'up'],
        ['match[]', '{zone="y"}'],
        ['start', '0'],
      ],
    },
    { path: '/api/v1/series', parameters: [] },
    { path: '/api/v1/labels', parameters: [['start', '0']] },
    {
      path: '/api/v1/labels',
      parameters: [
        ['match[]', 'up'],
        ['start', '0'],
      ],
    },
    { path: '/api/v1/label/zone/values', parameters: [['start', '0']] },
    { path: '/api/v1/label/a-b/values', parameters: [] },
  ])('$path with $parameters', async ({ path, parameters }) => {
    const { theirs, ours } = await both(path, parameters);
    expect(ours).toEqual(theirs);
  });

  it.each(MISTAKES)('a mistake is told in the same words: %s', async (query) => {
    const { theirs, ours } = await instant(query, 60);
    expect(theirs['status']).toBe(400);
    expect(ours).toEqual(theirs);
  });

  it.each(NOT_KNOWN)('what it does not know is refused, though a real one answers: %s', async (query, what) => {
    const { theirs, ours } = await instant(query, 60);
    expect(theirs['status']).toBe(200);
    expect(ours).toMatchObject({ status: 422, body: { errorType: 'execution' } });
    expect(JSON.stringify(ours['body'])).toContain(JSON.stringify(`${what} is not known to`).slice(1, -1));
  });

  it('answers 300 made-up queries as the real one does', { timeout: 60_000 }, async () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const query = madeUpQuery(seed);
      const { theirs, ours } = await instant(query, MOMENTS[seed % MOMENTS.length] ?? 0);
      expect({ seed, query, ...ours }).toEqual({ seed, query, ...theirs });
    }
  });
});
