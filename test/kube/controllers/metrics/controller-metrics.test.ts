import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../../src/core/instant.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { ControllerMetrics, type Shown } from '../../../../src/kube/controllers/metrics/controller-metrics.ts';
import { keyOf, nameOf } from '../../../../src/kube/metadata.ts';
import type { ObjectName } from '../../../../src/kube/resource.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { MemoryApi, refusal, unreachable } from '../../../support/memory-api.ts';

const WEB = { namespace: 'shop', name: 'web' };

describe('metrics of Rollouts', () => {
  it.each<{ given: string; strategy: JsonObject; labels: string }>([
    { given: 'no strategy', strategy: {}, labels: 'strategy="none",traffic_router=""' },
    { given: 'blue-green', strategy: { blueGreen: {} }, labels: 'strategy="blueGreen",traffic_router=""' },
    { given: 'a canary', strategy: { canary: {} }, labels: 'strategy="canary",traffic_router=""' },
    {
      given: 'two routers, of which the last in the list counts',
      strategy: { canary: { trafficRouting: { nginx: {}, istio: {} } } },
      labels: 'strategy="canary",traffic_router="Nginx"',
    },
    {
      given: 'a router without a name',
      strategy: { canary: { trafficRouting: { traefik: {} } } },
      labels: 'strategy="canary",traffic_router=""',
    },
  ])('name the strategy and the router: $given', async ({ strategy, labels }) => {
    const { series } = world({ rollouts: [rollout({ spec: { strategy } })] });
    expect(await series('rollout_info')).toEqual([
      `rollout_info{namespace="shop",name="web",${labels},phase="Progressing"} 1`,
    ]);
  });

  it.each<{ conditions: readonly JsonObject[]; phase: string }>([
    { conditions: [], phase: 'Progressing' },
    { conditions: [progressing('NewReplicaSetAvailable')], phase: 'Completed' },
    { conditions: [progressing('RolloutPaused')], phase: 'Paused' },
    { conditions: [progressing('ReplicaSetCreateError')], phase: 'Error' },
    { conditions: [progressing('ProgressDeadlineExceeded')], phase: 'Timeout' },
    { conditions: [progressing('RolloutAborted')], phase: 'Abort' },
    { conditions: [progressing('ReplicaSetUpdated')], phase: 'Progressing' },
    { conditions: [progressing('RolloutPaused'), { type: 'InvalidSpec' }], phase: 'InvalidSpec' },
  ])('have a phase of their own, read off the conditions: $phase', async ({ conditions, phase }) => {
    const { series } = world({ rollouts: [rollout({ status: { conditions } })] });
    expect(await series('rollout_info')).toEqual([expect.stringContaining(`phase="${phase}"`)]);
    const phases = await series('rollout_phase');
    expect(phases.filter((line) => line.endsWith(' 1'))).toEqual(
      phase === 'InvalidSpec' ? [] : [expect.stringContaining(`phase="${phase}"`)],
    );
    expect(phases.length).toBe(6);
  });

  it('count pods', async () => {
    const status = { replicas: 5, availableReplicas: 3, updatedReplicas: 2 };
    const { series } = world({ rollouts: [rollout({ spec: { replicas: 4 }, status })] });
    expect(await series('rollout_info_replicas_.*')).toEqual([
      'rollout_info_replicas_available{namespace="shop",name="web"} 3',
      'rollout_info_replicas_unavailable{namespace="shop",name="web"} 2',
      'rollout_info_replicas_desired{namespace="shop",name="web"} 4',
      'rollout_info_replicas_updated{namespace="shop",name="web"} 2',
    ]);
  });

  it('are told by whoever leads alone, and not where only AnalysisRuns are worked on', async () => {
    const rollouts = [rollout({})];
    expect(await world({ rollouts }, { leads: false }).series('rollout_info')).toEqual([]);
    expect(await world({ rollouts }, { isOnlyAnalysis: true }).text()).not.toContain('# TYPE rollout_info ');
  });

  it('tell how long updates took', async () => {
    const { metrics, series } = world();
    metrics.updateEnded('Promoted', { total: 100, manualPause: 70 });
    expect((await series('rollout_progression_duration_seconds_bucket')).slice(0, 2)).toEqual([
      'rollout_progression_duration_seconds_bucket{le="30",status="Promoted"} 1',
      'rollout_progression_duration_seconds_bucket{le="60",status="Promoted"} 1',
    ]);
    expect(await series('rollout_duration_seconds_sum')).toEqual([
      'rollout_duration_seconds_sum{status="Promoted"} 100',
    ]);
    expect(await series('rollout_manual_pause_duration_seconds_sum')).toEqual([
      'rollout_manual_pause_duration_seconds_sum{status="Promoted"} 70',
    ]);
  });
});

describe('metrics of AnalysisRuns and templates', () => {
  const metric = { name: 'errors', provider: { web: { url: 'http://x' } } };

  it('tell the phase of a run and of its metrics, with what is dry', async () => {
    const spec = {
      metrics: [metric, { name: 'p99', provider: { plugin: { own: {} } } }],
      dryRun: [{ metricName: 'p.*' }],
    };
    const status = { phase: 'Running', metricResults: [{ name: 'errors', phase: 'Failed' }] };
    const { series } = world({ analysisRuns: [object({ name: 'run' }, { spec, status })] });
    expect(await series('analysis_run_info')).toEqual([
      'analysis_run_info{namespace="shop",name="run",phase="Running"} 1',
    ]);
    expect(await series('analysis_run_metric_type')).toEqual([
      'analysis_run_metric_type{namespace="shop",name="run",metric="errors",type="Web"} 1',
      'analysis_run_metric_type{namespace="shop",name="run",metric="p99",type="RPCPlugin"} 1',
    ]);
    const holds = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.endsWith(' 1'));
    expect(holds(await series('analysis_run_metric_phase'))).toEqual([
      'analysis_run_metric_phase{namespace="shop",name="run",metric="errors",type="Web",dry_run="false",phase="Failed"} 1',
      'analysis_run_metric_phase{namespace="shop",name="run",metric="p99",type="RPCPlugin",dry_run="true",phase="Pending"} 1',
    ]);
    expect(holds(await series('analysis_run_phase'))).toEqual([
      'analysis_run_phase{namespace="shop",name="run",phase="Running"} 1',
    ]);
  });

  it('do not fail with a run whose dry-run rules match nothing', async () => {
    const spec = { metrics: [metric], dryRun: [{ metricName: 'nobody' }] };
    const { series } = world({ analysisRuns: [object({ name: 'run' }, { spec })] });
    expect((await series('analysis_run_metric_phase'))[0]).toContain('dry_run="false"');
  });

  it('list templates, those of the cluster without a namespace', async () => {
    const { series } = world({
      analysisTemplates: [object({ name: 'own' }, { spec: { metrics: [metric] } })],
      clusterAnalysisTemplates: [object({ name: 'common', namespace: '' }, {})],
    });
    expect(await series('analysis_template_info')).toEqual([
      'analysis_template_info{namespace="shop",name="own"} 1',
      'analysis_template_info{namespace="",name="common"} 1',
    ]);
    expect(await series('analysis_template_metric_info')).toEqual([
      'analysis_template_metric_info{namespace="shop",name="own",type="Web",metric="errors"} 1',
    ]);
  });

  it('escape what stands in names', async () => {
    const { series } = world({
      analysisTemplates: [object({ name: 't' }, { spec: { metrics: [{ name: 'a"b\\c\nd' }] } })],
    });
    expect(await series('analysis_template_metric_info')).toEqual([
      'analysis_template_metric_info{namespace="shop",name="t",type="Unknown Provider",metric="a\\"b\\\\c\\nd"} 1',
    ]);
  });
});

describe('metrics of Experiments', () => {
  it('tell the phase; one without a phase is pending among the phases', async () => {
    const { series } = world({ experiments: [object({ name: 'ab' }, {})] });
    expect(await series('experiment_info')).toEqual(['experiment_info{namespace="shop",name="ab",phase=""} 1']);
    expect((await series('experiment_phase')).filter((line) => line.endsWith(' 1'))).toEqual([
      'experiment_phase{namespace="shop",name="ab",phase="Pending"} 1',
    ]);
  });
});

describe('what is kept of each object', () => {
  it('are the lengths and failures of work on it', async () => {
    const { metrics, series } = world({ rollouts: [rollout({})] });
    metrics.synced('Rollouts', WEB, 0.2, false);
    metrics.synced('Rollouts', WEB, 2, true);
    expect(await series('rollout_reconcile_bucket')).toEqual([
      'rollout_reconcile_bucket{namespace="shop",name="web",le="0.01"} 0',
      'rollout_reconcile_bucket{namespace="shop",name="web",le="0.15"} 0',
      'rollout_reconcile_bucket{namespace="shop",name="web",le="0.25"} 1',
      'rollout_reconcile_bucket{namespace="shop",name="web",le="0.5"} 1',
      'rollout_reconcile_bucket{namespace="shop",name="web",le="1"} 1',
      'rollout_reconcile_bucket{namespace="shop",name="web",le="+Inf"} 2',
    ]);
    expect(await series('rollout_reconcile_error')).toEqual(['rollout_reconcile_error{namespace="shop",name="web"} 1']);
  });

  it('goes 65 seconds after the object, so that one more scrape sees it, and a last look does not bring it back', async () => {
    const rollouts = [rollout({})];
    const { metrics, series, clock } = world({ rollouts });
    metrics.synced('Rollouts', WEB, 0.2, true);
    metrics.told('Rollout', WEB, 'Normal', 'RolloutPaused');
    rollouts.pop();
    metrics.gone('Rollout', WEB);
    await clock.run(after(clock.now(), millisOf(64_999)));
    expect(await series('rollout_reconcile_count')).toEqual(['rollout_reconcile_count{namespace="shop",name="web"} 1']);
    expect(await series('rollout_events_total')).toEqual([
      'rollout_events_total{namespace="shop",name="web",type="Normal",reason="RolloutPaused"} 1',
    ]);
    await clock.run(after(clock.now(), millisOf(1)));
    metrics.synced('Rollouts', WEB, 0.2, true);
    expect(await series('rollout_(reconcile|events).*')).toEqual([]);
  });

  it('stays for an object that was made anew', async () => {
    const { metrics, series, clock } = world({ rollouts: [rollout({})] });
    metrics.synced('Rollouts', WEB, 0.2, false);
    metrics.gone('Rollout', WEB);
    await clock.run(after(clock.now(), millisOf(65_000)));
    expect((await series('rollout_reconcile_count')).length).toBe(1);
  });
});

describe('metrics of requests', () => {
  it('count what was asked and how it was answered', async () => {
    const { metrics, series } = world();
    const api = new MemoryApi();
    const cluster = metrics.counted(api);
    const path = '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts';
    const ask = (request: Parameters<typeof cluster.request>[0]) => cluster.request(request).catch(() => {});
    await ask({ method: 'POST', path, body: { metadata: { name: 'web' } } });
    await ask({ method: 'PATCH', path: `${path}/web/status`, patch: 'merge', body: { status: { replicas: 1 } } });
    await ask({ method: 'GET', path: '/apis/argoproj.io/v1alpha1/rollouts' });
    api.before = () => {
      throw refusal(409, 'Conflict', 'no');
    };
    await ask({ method: 'PUT', path: '/apis/apps/v1/namespaces/shop/replicasets/web-1', body: {} });
    api.before = () => {
      throw unreachable();
    };
    await ask({ method: 'DELETE', path: '/api/v1/namespaces/shop/services/web' });
    expect(await series('controller_clientset.*')).toEqual([
      line('kind="rollouts",namespace="shop",name="N/A",verb="Create",status_code="201"'),
      line('kind="rollouts",namespace="shop",name="web",verb="Patch",status_code="200"'),
      line('kind="rollouts",namespace="",name="N/A",verb="List",status_code="200"'),
      line('kind="replicasets",namespace="shop",name="N/A",verb="Update",status_code="409"'),
      line('kind="services",namespace="shop",name="web",verb="Delete",status_code="0"'),
    ]);
  });

  it('have no end of names', async () => {
    const { metrics, series } = world();
    const api = new MemoryApi();
    const cluster = metrics.counted(api);
    for (let i = 0; i < 2_100; i += 1) {
      await cluster.request({ method: 'GET', path: `/api/v1/namespaces/shop/services/s${i}` }).catch(() => {});
    }
    const lines = await series('controller_clientset.*');
    expect(lines.length).toBe(2_001);
    expect(lines.at(-1)).toBe(
      'controller_clientset_k8s_request_total{kind="services",namespace="shop",name="N/A",verb="Get",status_code="404"} 100',
    );
  });

  const line = (labels: string): string => `controller_clientset_k8s_request_total{${labels}} 1`;
});

describe('metrics of queues', () => {
  it('tell what waits, what is under way and how long it took', async () => {
    const { metrics, series, clock } = world();
    const queue = metrics.watchOf('Rollouts');
    const wait = (ms: number) => clock.run(after(clock.now(), millisOf(ms)));
    queue.waits('a');
    queue.waits('b');
    await wait(2_000);
    queue.begins('a');
    await wait(3_000);
    queue.putOff('c');
    expect(
      await series('workqueue_(depth|adds.*|retries.*|unfinished.*|longest.*|queue_duration_seconds_sum)'),
    ).toEqual([
      'workqueue_adds_total{name="Rollouts"} 2',
      'workqueue_retries_total{name="Rollouts"} 1',
      'workqueue_queue_duration_seconds_sum{name="Rollouts"} 2',
      'workqueue_depth{name="Rollouts"} 1',
      'workqueue_unfinished_work_seconds{name="Rollouts"} 3',
      'workqueue_longest_running_processor_seconds{name="Rollouts"} 3',
    ]);
    queue.ends('a');
    queue.dropped();
    expect(await series('workqueue_(depth|unfinished.*|work_duration_seconds_(sum|count))')).toEqual([
      'workqueue_work_duration_seconds_sum{name="Rollouts"} 3',
      'workqueue_work_duration_seconds_count{name="Rollouts"} 1',
      'workqueue_depth{name="Rollouts"} 0',
      'workqueue_unfinished_work_seconds{name="Rollouts"} 0',
    ]);
  });
});

describe('the text of a scrape', () => {
  it('has help and type before each metric, and nothing but series besides', async () => {
    const { metrics, text } = world({ rollouts: [rollout({})] });
    metrics.synced('Rollouts', WEB, 0.2, false);
    const lines = (await text()).split('\n');
    const bad = lines.filter(
      (line) =>
        !/^(# HELP [a-z_0-9]+ .+|# TYPE [a-z_0-9]+ (gauge|counter|histogram)|[a-z_0-9]+(\{.*\})? [\d.e+-]+|)$/.test(
          line,
        ),
    );
    expect(bad).toEqual([]);
    expect(metrics.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('is whole, however many objects there are', async () => {
    const rollouts = Array.from({ length: 1_300 }, (_, i) => object({ name: `web-${i}` }, {}));
    const { series } = world({ rollouts });
    expect((await series('rollout_info')).length).toBe(1_300);
    expect((await series('rollout_phase')).length).toBe(6 * 1_300);
  });

  it("has what upstream's dashboard asks for", async () => {
    const { text } = world({ rollouts: [rollout({})] });
    const all = await text();
    for (const name of ['process_start_time_seconds', 'go_memstats_heap_alloc_bytes', 'rollout_info']) {
      expect(all).toMatch(new RegExp(`^${name}(\\{.*\\})? [\\d.e+]+$`, 'm'));
    }
    expect(all).toContain('argo_rollouts_controller_info{version="1.2.3"} 1');
  });
});

function rollout(more: JsonObject): JsonObject {
  return object(WEB, more);
}

function object({ namespace = 'shop', name }: { namespace?: string; name: string }, more: JsonObject): JsonObject {
  return { metadata: { ...(namespace !== '' && { namespace }), name }, ...more };
}

function progressing(reason: string): JsonObject {
  return { type: 'Progressing', reason };
}

type Objects = Partial<Record<keyof Shown, readonly JsonObject[]>>;

function world(objects: Objects = {}, { leads = true, isOnlyAnalysis = false } = {}) {
  const clock = new VirtualClock();
  const cache = (kind: keyof Shown) => ({
    all: () => objects[kind] ?? [],
    get: (name: ObjectName) => objects[kind]?.find((one) => keyOf(nameOf(one)) === keyOf(name)),
  });
  const shown = {
    rollouts: cache('rollouts'),
    experiments: cache('experiments'),
    analysisRuns: cache('analysisRuns'),
    analysisTemplates: cache('analysisTemplates'),
    clusterAnalysisTemplates: cache('clusterAnalysisTemplates'),
  };
  const metrics = new ControllerMetrics({
    build: { version: '1.2.3' },
    shown: () => (leads ? shown : undefined),
    isOnlyAnalysis,
    clock,
  });
  const text = async (): Promise<string> => (await Array.fromAsync(metrics.text())).join('');
  /** The lines of the series of that name, a pattern. */
  const series = async (name: string): Promise<readonly string[]> =>
    (await text()).split('\n').filter((line) => new RegExp(`^(${name})[{ ]`).test(line));
  return { metrics, clock, text, series };
}
