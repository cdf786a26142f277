import type { Clock } from '../../core/clock.ts';
import { type Millis, millisOf } from '../../core/instant.ts';
import type { Log } from '../../kube/controllers/log.ts';
import { crdOf } from '../../kube/crd/crd-of.ts';
import { CUSTOM_RESOURCES } from '../../resources/schema/custom-resources.ts';
import type { Api } from '../../simulator/api/call.ts';
import { uidFrom } from '../../simulator/api/chance.ts';
import type { BehaviourOf } from '../../simulator/controllers/pods/behaviour.ts';
import { defaultBehaviour } from '../../simulator/controllers/pods/default-behaviour.ts';
import { startCluster } from '../../simulator/start-cluster.ts';
import { startEmbeddedController } from '../embedded/embedded-controller.ts';
import { inProcessCluster } from '../embedded/in-process-cluster.ts';
import type { OpenMetrics } from './open-metrics.ts';
import type { Stage } from './stage.ts';
import type { Entries } from './story/story.ts';
import { workloadOn } from './workload-on.ts';

export interface StageOptions {
  /** Of everything on the stage. It must not jump. */
  readonly clock: Clock;
  /** A number from 0 to below 1. */
  readonly random: () => number;
  /** Where the shop's requests come in. */
  readonly entries: Entries;
  readonly openMetrics: OpenMetrics;
}

/** A stage that is built. */
export interface OpenStage extends Stage {
  /** For whoever serves it. */
  readonly api: Api;
  /** Where Prometheus answers. */
  readonly prometheus: string;
  /** Ends the controller properly, then everything. */
  end(): Promise<void>;
}

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const START: Millis = millisOf(700);
const READY: Millis = millisOf(600);
const STOP: Millis = millisOf(400);

/** Starts an embedded cluster that knows our kinds, the shop's requests on it, and `verdict controller`. */
export async function openStage({ clock, random, entries, openMetrics }: StageOptions): Promise<OpenStage> {
  const embedded = startCluster({ clock, random, behaviourOf });
  const { api } = embedded;
  const cluster = inProcessCluster({ api, clock, userAgent: 'verdict-demo' });
  for (const resource of CUSTOM_RESOURCES) await cluster.request({ method: 'POST', path: CRDS, body: crdOf(resource) });
  const shop = workloadOn(api, clock, entries);
  const metrics = await openMetrics(shop.workload, clock);
  const controller = await startEmbeddedController({
    api,
    clock,
    random,
    newUid: () => uidFrom(random),
    http: metrics.http,
    log: SILENT,
  });
  return {
    cluster,
    clock,
    random,
    api,
    prometheus: metrics.address,
    loads: shop.loads,
    async end() {
      await controller.end();
      shop.stop();
      await metrics.stop();
      embedded.stop();
    },
  };
}

/** Pods take a moment to start, to be ready and to stop, as real ones do. */
const behaviourOf: BehaviourOf = (pod) => {
  const usual = defaultBehaviour(START)(pod);
  return usual.kind === 'serves' ? { ...usual, readyMs: READY, stopMs: STOP } : usual;
};

/** What the controller does is told from the objects. */
const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };
