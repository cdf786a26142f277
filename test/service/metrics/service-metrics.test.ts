import { describe, expect, it } from 'vitest';
import { type ServiceGauges, ServiceMetrics } from '../../../src/service/metrics/service-metrics.ts';

const LOAD = { live: 3, starting: 1, unrecorded: 2, waitingLooks: 4, waiters: 5 };
const GAUGES: ServiceGauges = {
  load: () => LOAD,
  streams: () => 7,
  countRuns: async () => ({ live: 30, unheld: 2 }),
};

/** The page's lines that begin with a text, comments left out. */
async function lines(metrics: ServiceMetrics, beginning: string): Promise<readonly string[]> {
  const { text } = await metrics.page();
  return text.split('\n').filter((line) => line.startsWith(beginning));
}

describe('the page of metrics', () => {
  it('counts runs by verdict and namespace, and how long they took', async () => {
    const metrics = new ServiceMetrics({ version: '1.2.3' });
    metrics.runs.started();
    metrics.runs.refused('rate');
    metrics.runs.ended('pass', 90_000, 'shop');
    metrics.runs.ended('pass', 90_000, 'shop');
    metrics.runs.ended('fail', 1000, 'pay');
    metrics.runs.claimed(5);
    metrics.runs.lost(2);
    expect(await lines(metrics, 'verdict_runs_')).toEqual([
      'verdict_runs_started_total 1',
      'verdict_runs_refused_total{reason="rate"} 1',
      'verdict_runs_ended_total{namespace="shop",verdict="pass"} 2',
      'verdict_runs_ended_total{namespace="pay",verdict="fail"} 1',
      'verdict_runs_claimed_total 5',
      'verdict_runs_lost_total 2',
    ]);
    expect(await lines(metrics, 'verdict_run_duration_seconds_sum')).toEqual([
      'verdict_run_duration_seconds_sum{verdict="pass"} 180',
      'verdict_run_duration_seconds_sum{verdict="fail"} 1',
    ]);
    expect(await lines(metrics, 'verdict_build_info')).toEqual(['verdict_build_info{version="1.2.3"} 1']);
  });

  it('counts measurements by provider and phase, with their latency and lateness', async () => {
    const metrics = new ServiceMetrics({ version: '' });
    metrics.runs.measured({ provider: 'prometheus', phase: 'Successful', tookMs: 20, lateMs: 3 });
    metrics.runs.measured({ provider: 'prometheus', phase: 'Error', tookMs: 30_000, lateMs: 700 });
    metrics.runs.measured({ provider: 'job', phase: '', tookMs: 5 });
    metrics.providerFailed('prometheus', 'PROVIDER_UNREACHABLE');
    expect(await lines(metrics, 'verdict_measurements_total')).toEqual([
      'verdict_measurements_total{provider="prometheus",phase="Successful"} 1',
      'verdict_measurements_total{provider="prometheus",phase="Error"} 1',
      'verdict_measurements_total{provider="job",phase="Pending"} 1',
    ]);
    expect(await lines(metrics, 'verdict_measurement_duration_seconds_count')).toEqual([
      'verdict_measurement_duration_seconds_count{provider="prometheus"} 2',
      'verdict_measurement_duration_seconds_count{provider="job"} 1',
    ]);
    expect(await lines(metrics, 'verdict_measurement_lateness_seconds')).toEqual(
      expect.arrayContaining([
        'verdict_measurement_lateness_seconds_bucket{le="0.005"} 1',
        'verdict_measurement_lateness_seconds_bucket{le="1"} 2',
        'verdict_measurement_lateness_seconds_count 2',
      ]),
    );
    expect(await lines(metrics, 'verdict_provider_errors_total')).toEqual([
      'verdict_provider_errors_total{provider="prometheus",code="PROVIDER_UNREACHABLE"} 1',
    ]);
  });

  it('counts answers by route and class of status, calls of the store, writes and callbacks', async () => {
    const metrics = new ServiceMetrics({ version: '' });
    const route = '/api/v1/namespaces/:namespace/runs';
    metrics.answered({ method: 'POST', route, status: 201, tookMs: 4 });
    metrics.answered({ method: 'POST', route, status: 422, tookMs: 4 });
    metrics.called({ call: 'runs.record', tookMs: 2 });
    metrics.called({ call: 'runs.record', tookMs: 5000, error: 'STORE_UNAVAILABLE' });
    metrics.runs.recorded(40, 12);
    metrics.runs.recordFailed();
    metrics.calledBack('retried');
    metrics.calledBack('delivered');
    metrics.questioned('asked');
    metrics.questioned('shared');
    metrics.questioned('shared');
    expect([
      ...(await lines(metrics, 'verdict_http_requests_total')),
      ...(await lines(metrics, 'verdict_http_request_duration_seconds_count')),
      ...(await lines(metrics, 'verdict_store_call_duration_seconds_count')),
      ...(await lines(metrics, 'verdict_store_errors_total')),
      ...(await lines(metrics, 'verdict_journal_batch_runs_sum')),
      ...(await lines(metrics, 'verdict_journal_write_failures_total')),
      ...(await lines(metrics, 'verdict_callbacks_total')),
      ...(await lines(metrics, 'verdict_questions_total')),
    ]).toEqual([
      `verdict_http_requests_total{method="POST",route="${route}",status="2xx"} 1`,
      `verdict_http_requests_total{method="POST",route="${route}",status="4xx"} 1`,
      `verdict_http_request_duration_seconds_count{method="POST",route="${route}"} 2`,
      'verdict_store_call_duration_seconds_count{call="runs.record"} 2',
      'verdict_store_errors_total{call="runs.record",code="STORE_UNAVAILABLE"} 1',
      'verdict_journal_batch_runs_sum 40',
      'verdict_journal_write_failures_total 1',
      'verdict_callbacks_total{outcome="retried"} 1',
      'verdict_callbacks_total{outcome="delivered"} 1',
      'verdict_questions_total{how="asked"} 1',
      'verdict_questions_total{how="shared"} 2',
    ]);
  });

  it('asks for gauges at each scrape, and does without the store when it does not answer', async () => {
    const metrics = new ServiceMetrics({ version: '' });
    let isDown = false;
    const countRuns = async () => {
      if (isDown) throw new Error('down');
      return { live: 30, unheld: 2 };
    };
    metrics.watch({ ...GAUGES, countRuns });
    const asked = async () => [
      ...(await lines(metrics, 'verdict_runs_')),
      ...(await lines(metrics, 'verdict_store_runs')),
      ...(await lines(metrics, 'verdict_event_streams')),
      ...(await lines(metrics, 'verdict_measurements_waiting')),
      ...(await lines(metrics, 'verdict_callers_waiting')),
    ];
    expect(await asked()).toEqual(
      expect.arrayContaining([
        'verdict_runs_live 3',
        'verdict_runs_starting 1',
        'verdict_runs_unrecorded 2',
        'verdict_measurements_waiting 4',
        'verdict_callers_waiting 5',
        'verdict_event_streams 7',
        'verdict_store_runs{state="live"} 30',
        'verdict_store_runs{state="unheld"} 2',
      ]),
    );
    isDown = true;
    expect(await asked()).toEqual(expect.arrayContaining(['verdict_runs_live 3']));
    expect(await lines(metrics, 'verdict_store_runs')).toEqual([]);
  });

  it('stays bounded, however many namespaces there are', async () => {
    const metrics = new ServiceMetrics({ version: '', namespaces: 2 });
    for (let index = 0; index < 1000; index += 1) metrics.runs.ended('pass', 1000, `team-${index}`);
    metrics.runs.ended('pass', 1000, 'team-1');
    expect(await lines(metrics, 'verdict_runs_ended_total')).toEqual([
      'verdict_runs_ended_total{namespace="team-0",verdict="pass"} 1',
      'verdict_runs_ended_total{namespace="team-1",verdict="pass"} 2',
      'verdict_runs_ended_total{namespace="other",verdict="pass"} 998',
    ]);
  });

  it('tells of this process', async () => {
    const metrics = new ServiceMetrics({ version: '' });
    const { text, contentType } = await metrics.page();
    expect(contentType).toContain('text/plain');
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('names its own by convention: a prefix, a unit in seconds or a total, and words for each', () => {
    const metrics = new ServiceMetrics({ version: '' });
    metrics.watch(GAUGES);
    const own = metrics.described().filter(({ name }) => name.startsWith('verdict_'));
    expect(own.length).toBeGreaterThan(20);
    for (const { name, help } of own) {
      expect(name).toMatch(/^verdict_[a-z_]+$/);
      expect(help).toMatch(/^[A-Z].*\.$/);
    }
    const others = metrics.described().filter(({ name }) => !name.startsWith('verdict_'));
    expect(others.every(({ name }) => /^(process|nodejs)_/.test(name))).toBe(true);
  });
});
