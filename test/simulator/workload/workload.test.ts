import { describe, expect, it } from 'vitest';
import { answerPrometheus } from '../../../src/simulator/workload/prometheus/answer-prometheus.ts';
import { Workload } from '../../../src/simulator/workload/workload.ts';
import { eventfulWorkload, pod, pods, second, service, T0, web } from './shop.ts';

/** A query's values, of twelve digits, by the labels of their series. */
function ask(workload: Workload, query: string, at: number): unknown {
  const parameters = [['query', query] as const];
  const { body } = answerPrometheus(
    { method: 'GET', path: '/api/v1/query', parameters },
    workload.series(second(at)),
    second(at),
  );
  const { data } = body as { data: { result: readonly { metric: object; value: readonly [number, string] }[] } };
  return Object.fromEntries(
    data.result.map(({ metric, value }) => [Object.values(metric).join(' '), Number(Number(value[1]).toPrecision(12))]),
  );
}

describe('a workload', () => {
  it('rates follow the traffic, and lag behind it as the window is long', () => {
    const workload = new Workload(web, { startAt: second(0) });
    workload.observe([service('web'), ...pods(4, 'good')], second(0));
    workload.observe([service('web'), ...pods(3, 'good'), ...pods(1, 'bad')], second(60));
    const rates = 'sum by (revision) (rate(http_requests_total[10s]))';
    expect(ask(workload, rates, 60)).toEqual({ good: 100 });
    expect(ask(workload, rates, 65)).toEqual({ bad: 12.5, good: 87.5 });
    expect(ask(workload, rates, 70)).toEqual({ bad: 25, good: 75 });
  });

  it('a code that a behaviour names with share 0 has a series, one that it does not name has none', () => {
    const always = { codes: { '200': 1, '500': 0 }, latency: { medianS: 0.1, p99S: 1 } };
    const workload = new Workload({ ...web, behaviourOf: () => always }, { startAt: second(0) });
    workload.observe([service('web'), ...pods(1, 'a')], second(0));
    expect(ask(workload, 'sum by (code) (increase(http_requests_total[10s]))', 20)).toEqual({
      '200': 1000,
      '500': 0,
    });
  });

  it('histograms hold what latencies say: a median and a 99th percentile on bounds are found again', () => {
    const latency = { medianS: 0.1, p99S: 1 };
    const workload = new Workload(
      { ...web, behaviourOf: () => ({ codes: { '200': 1 }, latency }) },
      { startAt: second(0) },
    );
    workload.observe([service('web'), ...pods(1, 'a')], second(0));
    const quantile = (share: number): string =>
      `histogram_quantile(${share}, sum by (le) (rate(http_request_duration_seconds_bucket[10s])))`;
    expect(ask(workload, quantile(0.5), 20)).toEqual({ '': 0.1 });
    expect(ask(workload, quantile(0.99), 20)).toEqual({ '': 1 });
  });

  it('the mean of a histogram is that of its distribution', () => {
    const latency = { medianS: 0.1, p99S: 1 };
    const workload = new Workload(
      { ...web, behaviourOf: () => ({ codes: { '200': 1 }, latency }) },
      { startAt: second(0) },
    );
    workload.observe([service('web'), ...pods(1, 'a')], second(0));
    const mean = 'sum(http_request_duration_seconds_sum) / sum(http_request_duration_seconds_count)';
    // The 99th percentile at ten times the median makes odds grow with the power log 99 / log 10, which is 1.9956.
    const angle = Math.PI / (Math.log(99) / Math.log(10));
    expect(ask(workload, mean, 20)).toEqual({ '': expect.closeTo((0.1 * angle) / Math.sin(angle), 9) });
  });

  it('behaviours may follow the load that a revision has', () => {
    const behaviourOf: typeof web.behaviourOf = (_, shares) => ({
      codes: { '200': 1 - (shares.get('users') ?? 0), '500': shares.get('users') ?? 0 },
      latency: { medianS: 0.1, p99S: 1 },
    });
    const workload = new Workload({ ...web, behaviourOf }, { startAt: second(0) });
    workload.observe([service('web'), ...pods(3, 'a'), ...pods(1, 'b')], second(0));
    const errors = 'sum by (revision) (http_requests_total{code="500"}) / sum by (revision) (http_requests_total)';
    expect(ask(workload, errors, 20)).toEqual({ a: 0.75, b: 0.25 });
  });

  it('up tells which pods run, and pods that are gone are not known any more', () => {
    const workload = new Workload(web, { startAt: second(0) });
    workload.observe(
      [...pods(1, 'a'), pod('b-0', 'b', { isReady: false }), pod('b-1', 'b', { phase: 'Pending' })],
      second(0),
    );
    expect(ask(workload, 'sum by (pod) (up)', 5)).toEqual({ 'web-a-0': 1, 'b-0': 0 });
    workload.observe([...pods(1, 'a')], second(5.5));
    expect(ask(workload, 'sum by (pod) (up)', 5.9)).toEqual({ 'web-a-0': 1, 'b-0': 0 });
    expect(ask(workload, 'sum by (pod) (up)', 6)).toEqual({ 'web-a-0': 1 });
  });

  it('another load counts from when it is told', () => {
    const workload = new Workload(web, { startAt: second(0) });
    workload.observe([service('web'), ...pods(1, 'a')], second(0));
    workload.change(
      { ...web, streams: web.streams.map((stream) => ({ ...stream, requestsPerSecond: 10 })) },
      second(10),
    );
    expect(workload.tally(second(0), second(20), 'users').revisions.get('a')?.requests).toBe(1100);
  });

  it('told the same again and again it keeps nothing more', () => {
    const workload = new Workload(web, { startAt: second(0) });
    for (let i = 0; i < 50; i += 1) workload.observe([service('web'), ...pods(1, 'a')], second(i));
    expect(workload.spans(second(0), second(60))).toHaveLength(1);
  });

  it('what is older than the retention is forgotten', () => {
    const workload = new Workload(web, { startAt: second(0), retentionMs: 10_000 });
    for (let i = 0; i <= 100; i += 1) workload.observe([service('web'), ...pods((i % 2) + 1, `r${i % 2}`)], second(i));
    expect(workload.spans(second(0), second(100)).at(0)?.from).toBe(second(90));
    expect(ask(workload, 'count_over_time(up{revision="r0"}[1000s])', 100)).toEqual({ 'web shop web-r0-0 r0': 6 });
  });

  it('a clock that goes back does no harm', () => {
    const workload = new Workload(web, { startAt: second(0) });
    workload.observe([service('web'), ...pods(1, 'a')], second(10));
    workload.observe([service('web'), ...pods(1, 'b')], second(5));
    expect(workload.spans(second(0), second(20)).map(({ from, to }) => [from, to])).toEqual([[second(10), second(20)]]);
    expect(workload.tally(second(0), second(20), 'users').revisions.get('b')?.requests).toBe(1000);
  });
});

describe('how many requests each revision has seen', () => {
  it('is counted exactly, with shares and errors', () => {
    const { revisions, unserved } = eventfulWorkload().tally(second(0), second(120), 'users');
    // 25 a second from 20.3 on, 50 from 40 to 70.75, then none.
    const requests = 19.7 * 25 + 30.75 * 50;
    expect(revisions.get('bad')?.requests).toBeCloseTo(requests, 6);
    expect(revisions.get('bad')?.errors).toBeCloseTo(requests * 0.2, 6);
    expect(revisions.get('bad')?.share).toBeCloseTo(requests / 12_000, 9);
    expect(revisions.get('good')?.requests).toBeCloseTo(12_000 - requests, 6);
    expect(unserved).toBe(0);
  });

  it('is told of all streams together, and of part of the time', () => {
    const { revisions } = eventfulWorkload().tally(second(30), second(50));
    expect(revisions.get('bad')?.requests).toBeCloseTo(10 * (25 + 4) + 10 * (50 + 4), 6);
  });

  it('counts what reached nobody', () => {
    const workload = new Workload(web, { startAt: second(0) });
    workload.observe([service('web'), ...pods(1, 'a')], second(0));
    workload.observe([service('web')], second(30));
    const tally = workload.tally(second(0), second(40), 'users');
    expect(tally.unserved).toBe(1000);
    expect(tally.revisions.get('a')).toEqual({ requests: 3000, errors: expect.closeTo(6, 6), share: 0.75 });
  });

  it('is nothing where there was no time', () => {
    expect(eventfulWorkload().tally(second(10), second(10)).revisions).toEqual(new Map());
    expect(eventfulWorkload().spans(second(-10), second(0))).toEqual([]);
    expect(
      eventfulWorkload()
        .series(second(-1))
        .map((one) => one.within(T0 - 60_000, T0)),
    ).not.toContainEqual([expect.anything()]);
  });
});
