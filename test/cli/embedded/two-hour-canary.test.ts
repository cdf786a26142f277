import { describe, expect, it } from 'vitest';
import { prometheusReply } from '../../../src/cli/embedded/prometheus-reply.ts';
import { waitUntil } from '../../../src/core/clock.ts';
import { after, type Instant, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../src/core/json-members.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { answering } from '../../../src/simulator/workload/behaviour.ts';
import { workloadOn } from '../../../src/simulator/workload/workload-on.ts';
import { openVirtualCluster, type VirtualCluster } from '../../support/virtual-cluster.ts';

const MINUTE = 60_000;
const SHOP = '/namespaces/shop';
const ROLLOUT = `/apis/argoproj.io/v1alpha1${SHOP}/rollouts/web`;
const LABELS = { app: 'web' };

describe('a canary of two hours, with analyses in the background and as steps, on a virtual clock', () => {
  it('passes every look of every analysis and takes all traffic, the same on every run, byte for byte', async () => {
    const [first, second] = [await play({ errors: 0.001 }), await play({ errors: 0.001 })];
    expect(first.phase).toBe('Healthy');
    expect(first.minutes).toBeGreaterThanOrEqual(120);
    expect(first.runs).toEqual([
      { type: 'Background', phase: 'Successful', looks: expect.any(Number) },
      { type: 'Step', phase: 'Successful', looks: 20 },
      { type: 'Step', phase: 'Successful', looks: 20 },
    ]);
    expect(first.runs[0]?.looks).toBeGreaterThanOrEqual(240);
    expect(first.trace.length).toBeGreaterThan(1_000_000);
    // All that was written, and all that became of it.
    expect(second.trace).toBe(first.trace);
  });

  it('goes home when the gate fails, long before its time; other chance makes other bytes', async () => {
    const [first, other] = [await play({ errors: 0.2 }), await play({ errors: 0.2, seed: 2 })];
    expect(first.phase).toBe('Degraded');
    expect(first.minutes).toBeLessThan(10);
    expect(first.runs).toEqual([{ type: 'Background', phase: 'Failed', looks: 3 }]);
    expect([other.phase, other.runs]).toEqual([first.phase, first.runs]);
    expect(other.trace).not.toBe(first.trace);
  });
});

interface Given {
  /** Share of the new version's answers that are errors. */
  readonly errors: number;
  readonly seed?: number;
}

/** Deploys one version, then another, and waits for the end of it. */
async function play({ errors, seed = 1 }: Given) {
  const world = await openVirtualCluster({
    seed,
    answer: (asked, now) => prometheusReply(workload, asked, now),
  });
  const { workload } = workloadOn(world, {
    namespace: 'shop',
    name: 'web',
    podLabels: LABELS,
    streams: [{ name: 'users', entry: { kind: 'nginx', namespace: 'shop', name: 'web' }, requestsPerSecond: 50 }],
    behaviourOf: (pod) =>
      answering({ errors: JSON.stringify(pod).includes('web:2') ? errors : 0.001, medianS: 0.05, p99S: 0.2 }),
  });
  const { cluster, clock } = world;
  const { released, phase } = await world.until(release(world));
  const minutes = (clock.now() - released) / MINUTE;
  const runs = await runsIn(cluster);
  await world.close();
  const trace = [...world.writes, ...world.history].map((one) => JSON.stringify(one)).join('\n');
  return { phase, minutes, runs, trace };
}

/** The end of the second version, or of the try. */
async function release(world: VirtualCluster): Promise<{ readonly released: Instant; readonly phase: string }> {
  const { cluster, clock } = world;
  await cluster.request({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: 'shop' } } });
  for (const [collection, body] of OBJECTS) await cluster.request({ method: 'POST', path: collection, body });
  await phaseAmong(world, ['Healthy']);
  const released = clock.now();
  const body = { spec: { template: { spec: podOf('web:2') } } };
  await cluster.request({ method: 'PATCH', path: ROLLOUT, patch: 'merge', body });
  await phaseAmong(world, ['Progressing', 'Paused']);
  return { released, phase: await phaseAmong(world, ['Healthy', 'Degraded']) };
}

/** Looks every ten seconds. */
async function phaseAmong({ cluster, clock }: VirtualCluster, phases: readonly string[]): Promise<string> {
  for (;;) {
    const phase = textIn(objectIn(await cluster.request({ method: 'GET', path: ROLLOUT }), 'status'), 'phase');
    if (phases.includes(phase)) return phase;
    await waitUntil(clock, after(clock.now(), millisOf(10_000)));
  }
}

async function runsIn(cluster: Cluster) {
  const path = `/apis/argoproj.io/v1alpha1${SHOP}/analysisruns`;
  return listIn(await cluster.request({ method: 'GET', path }), 'items')
    .toSorted((a, b) => bornAt(a).localeCompare(bornAt(b)))
    .map((run) => {
      const status = objectIn(run, 'status');
      const [metric] = listIn(status, 'metricResults');
      const type = objectIn(objectIn(run, 'metadata'), 'labels')['rollout-type'];
      return { type, phase: textIn(status, 'phase'), looks: metric?.['count'] };
    });
}

const bornAt = (object: JsonObject): string => textIn(objectIn(object, 'metadata'), 'creationTimestamp');

const metric = (query: string, more: JsonObject): JsonObject => ({
  name: 'metric',
  ...more,
  provider: { prometheus: { address: 'http://prometheus.test', query } },
});
const template = (name: string, of: JsonObject): readonly [string, JsonObject] => [
  `/apis/argoproj.io/v1alpha1${SHOP}/analysistemplates`,
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate', metadata: { name }, spec: { metrics: [of] } },
];
const service = (name: string): readonly [string, JsonObject] => [
  `/api/v1${SHOP}/services`,
  { metadata: { name }, spec: { selector: LABELS, ports: [{ port: 80 }] } },
];
const analysis = (templateName: string): JsonObject => ({ templates: [{ templateName }] });
const podOf = (image: string): JsonObject => ({ containers: [{ name: 'web', image }] });

/** Ten minutes at each weight, and twice an analysis of twenty. */
const STEPS: readonly JsonObject[] = [
  { setWeight: 10 },
  { pause: { duration: '20m' } },
  { analysis: analysis('latency') },
  { setWeight: 40 },
  { pause: { duration: '30m' } },
  { setWeight: 70 },
  { analysis: analysis('latency') },
  { pause: { duration: '40m' } },
];

const OBJECTS: readonly (readonly [collection: string, body: JsonObject])[] = [
  service('stable'),
  service('canary'),
  [
    `/apis/networking.k8s.io/v1${SHOP}/ingresses`,
    {
      metadata: { name: 'web' },
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: 'web.test',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'stable', port: { number: 80 } } } },
              ],
            },
          },
        ],
      },
    },
  ],
  template(
    'errors',
    metric('sum(rate(http_requests_total{code="500"}[1m])) / sum(rate(http_requests_total[1m]))', {
      interval: '30s',
      initialDelay: '1m',
      failureLimit: 2,
      successCondition: 'result[0] < 0.01',
    }),
  ),
  template(
    'latency',
    metric('histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[2m])))', {
      interval: '1m',
      count: 20,
      successCondition: 'result[0] < 0.5',
    }),
  ),
  [
    `/apis/argoproj.io/v1alpha1${SHOP}/rollouts`,
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'web' },
      spec: {
        replicas: 5,
        selector: { matchLabels: LABELS },
        template: { metadata: { labels: LABELS }, spec: podOf('web:1') },
        strategy: {
          canary: {
            stableService: 'stable',
            canaryService: 'canary',
            trafficRouting: { nginx: { stableIngress: 'web' } },
            analysis: { ...analysis('errors'), startingStep: 1 },
            steps: STEPS,
          },
        },
      },
    },
  ],
];
