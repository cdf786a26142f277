import type { Clock } from '../../core/clock.ts';
import type { Millis } from '../../core/instant.ts';
import type { Cluster } from '../../kube/cluster.ts';
import { mentionsOfExperiment } from '../../kube/controllers/experiments/mentions.ts';
import { type Lead, type LeaseWanted, lead } from '../../kube/controllers/lead.ts';
import type { Log } from '../../kube/controllers/log.ts';
import { ControllerMetrics } from '../../kube/controllers/metrics/controller-metrics.ts';
import { mentionsOfRollout } from '../../kube/controllers/rollouts/mentions.ts';
import { type RunningControllers, startControllers } from '../../kube/controllers/start-controllers.ts';
import { EventRecorder } from '../../kube/events/event-recorder.ts';
import { fencedCluster, fencedClusters } from '../../kube/fenced-cluster.ts';
import { guardedJobs } from '../../kube/guarded-jobs.ts';
import { limitedCluster } from '../../kube/limited-cluster.ts';
import { jobsIn, type OpenClusters } from '../../kube/load.ts';
import { readOnlyCluster } from '../../kube/read-only-cluster.ts';
import { GuardedWriter } from '../../kube/write/guarded-writer.ts';
import { ReadOnlyWriter } from '../../kube/write/read-only-writer.ts';
import { withPlugins } from '../../providers/plugins/with-plugins.ts';
import { builtInProviders } from '../../providers/registry.ts';
import type { World } from '../world.ts';
import type { ControllerOptions, Place } from './controller-options.ts';
import { controllersToRun, kindsToFollow, type Measuring } from './controllers-to-run.ts';
import type { Outside } from './outside.ts';
import { isInPod, ownNamespace } from './own-namespace.ts';
import type { Page, Serving } from './serve.ts';

/** How long each part of the way out may take. */
export interface WayOut {
  readonly controllers: Millis;
  readonly events: Millis;
  readonly lease: Millis;
}

/** The process, at work. */
export interface StartedProcess {
  /** Finishes the writes in hand, sends the events that wait, gives the lease back, and answers nobody any more. Never rejects. */
  end(wayOut: WayOut): Promise<void>;
}

/** What the process uses of its world. */
export type ProcessWorld = Pick<World, 'version' | 'clock' | 'env' | 'newUid'>;

/** All that there is one of in the process. */
interface Around {
  readonly options: ControllerOptions;
  readonly world: ProcessWorld;
  readonly outside: Outside;
  readonly log: Log;
  readonly metrics: ControllerMetrics;
  /** For the work. */
  readonly cluster: Cluster;
  /** For what must not wait behind it. */
  readonly unlimited: Cluster;
  readonly recorder: EventRecorder;
  readonly measuring: Measuring;
  readonly mayWrite: () => boolean;
}

/** Opens what the controller needs, and begins. @throws as `controllerCommand` */
export async function startProcess(
  options: ControllerOptions,
  world: ProcessWorld,
  outside: Outside,
  log: Log,
): Promise<StartedProcess> {
  const { isReadOnly } = options;
  const { clusters, steady, http } = outside;
  let led: Lead | undefined;
  const mayWrite = (): boolean => !isReadOnly && led?.mayWrite() === true;
  const shown = () => (isReadOnly || mayWrite() ? led?.running()?.caches : undefined);
  const metrics = new ControllerMetrics({
    build: { version: world.version },
    shown,
    isOnlyAnalysis: options.isOnlyAnalysis,
    clock: steady,
  });
  const opened = await openCluster(options, outside, { metrics, mayWrite });
  const openJobs = jobsIn(withDefault(fencedClusters(clusters, mayWrite), opened.cluster), { holdsRuns: true });
  const providers = builtInProviders({
    openJobs: async (other) => guardedJobs(await openJobs(other), { mayWrite, clock: steady }),
  });
  const around: Around = {
    options,
    world,
    outside,
    log,
    metrics,
    mayWrite,
    ...opened,
    recorder: recorderFor(opened.cluster, steady, log, mayWrite),
    measuring: {
      providers: await withPlugins(providers, options.plugins),
      http,
      // Every look reads a few variables, and those of a process are slow to read.
      env: { ...world.env },
      ownNamespace: ownNamespace(world.env),
      isLeading: mayWrite,
    },
  };
  const served = await serveAll(around, () => led);
  const lease = leaseWanted(around);
  led = lead({
    ...(lease && { lease }),
    cluster: around.unlimited,
    clock: steady,
    random: outside.random,
    log,
    start: () => startIn(around),
  });
  const last = led;
  return {
    async end(wayOut) {
      await last.stopControllers(wayOut.controllers);
      await around.recorder.stop(wayOut.events);
      await last.giveBack(wayOut.lease);
      for (const server of served) server.stop();
    },
  };
}

async function openCluster(
  { limit, isReadOnly }: ControllerOptions,
  { clusters, steady }: Outside,
  { metrics, mayWrite }: Pick<Around, 'metrics' | 'mayWrite'>,
): Promise<Pick<Around, 'cluster' | 'unlimited'>> {
  const counted = metrics.counted(await clusters.cluster());
  const unlimited = isReadOnly ? readOnlyCluster(counted) : counted;
  const fenced = fencedCluster(unlimited, mayWrite);
  return { unlimited, cluster: limit === undefined ? fenced : limitedCluster(fenced, limit, steady) };
}

/** Clusters of which the one that is meant when nothing is said is open already. */
function withDefault(clusters: OpenClusters, cluster: Cluster): OpenClusters {
  return {
    cluster: (kubeconfig) => (kubeconfig === undefined ? Promise.resolve(cluster) : clusters.cluster(kubeconfig)),
    close: () => clusters.close(),
  };
}

function recorderFor(cluster: Cluster, clock: Clock, log: Log, mayWrite: () => boolean): EventRecorder {
  return new EventRecorder({
    cluster,
    clock,
    component: 'rollouts-controller',
    mayWrite,
    onDrop: (count, why) => log.warn(`${count} events are not told: ${why}`),
  });
}

function leaseWanted({ options, world, outside, log }: Around): LeaseWanted | undefined {
  const { isReadOnly, leaseTimes, instanceId } = options;
  if (isReadOnly) {
    log.info('read-only: nothing is written, no lease is taken, AnalysisRuns are not measured');
    return undefined;
  }
  if (leaseTimes === undefined) {
    log.warn('no lease is asked for (--leader-elect=false): no other controller may act on the same objects');
    return undefined;
  }
  const name = `argo-rollouts-controller-lock${instanceId === '' ? '' : `-${instanceId}`}`;
  return {
    lease: { namespace: ownNamespace(world.env), name },
    identity: `${outside.host}_${world.newUid()}`,
    times: leaseTimes,
  };
}

function startIn(around: Around): RunningControllers {
  const { options, world, outside, log, metrics, cluster, recorder, measuring, mayWrite } = around;
  const namespace = options.isNamespaced ? (options.namespace ?? cluster.namespace) : '';
  log.info('starting controllers', {
    namespace: namespace === '' ? 'all' : namespace,
    instanceId: options.instanceId,
    server: cluster.server,
  });
  return startControllers(
    {
      ...options,
      namespace,
      kinds: kindsToFollow(options),
      mentions: { rollouts: mentionsOfRollout, experiments: mentionsOfExperiment },
    },
    {
      cluster,
      log,
      measures: metrics,
      clock: world.clock,
      steady: outside.steady,
      random: outside.random,
      recorder: options.isReadOnly ? SILENT : recorder,
      writerFor: (caches) =>
        options.isReadOnly
          ? new ReadOnlyWriter(log)
          : new GuardedWriter({ cluster, mayWrite, storeOf: (resource) => caches.of(resource) }),
      controllers: (parts) => controllersToRun(parts, options, measuring),
      watchOf: (controller) => metrics.watchOf(controller),
    },
  );
}

/** Events are said in the log, where whoever reads along finds them. */
const SILENT: Pick<EventRecorder, 'record'> = { record: () => {} };

async function serveAll(
  { options, world, outside, log, metrics }: Around,
  led: () => Lead | undefined,
): Promise<readonly Serving[]> {
  const at = ({ port, address = isInPod(world.env) ? undefined : '127.0.0.1' }: Place): Place => ({
    port,
    ...(address !== undefined && { address }),
  });
  const metricsServer = await outside.serve(at(options.metrics), '--metricsPort', {
    '/metrics': () => ({ status: 200, contentType: metrics.contentType, body: metrics.text() }),
  });
  const probesServer = await outside.serve(at(options.probes), '--healthzPort', {
    '/healthz': () => OK,
    '/readyz': () => readiness(led()),
  });
  log.info('serving', { metrics: `${metricsServer.url}/metrics`, healthz: `${probesServer.url}/healthz` });
  return [metricsServer, probesServer];
}

const TEXT = 'text/plain; charset=utf-8';
const OK: Page = { status: 200, contentType: TEXT, body: ['ok'] };

/** Ready is who leads and knows everything, and who waits for the lease. */
function readiness(led: Lead | undefined): Page {
  const running = led?.running();
  if (running === undefined || running.isSynced()) return OK;
  return { status: 503, contentType: TEXT, body: ['caches are not synced yet'] };
}
