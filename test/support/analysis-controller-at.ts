import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../src/core/json-members.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { analysisRunController } from '../../src/kube/controllers/analysis-runs/analysis-run-controller.ts';
import type { CachedKind } from '../../src/kube/controllers/caches.ts';
import type { Parts } from '../../src/kube/controllers/parts.ts';
import { runController } from '../../src/kube/controllers/run-controller.ts';
import { KINDS } from '../../src/kube/kinds.ts';
import { collectionPath } from '../../src/kube/resource.ts';
import type { Change } from '../../src/kube/watch/store.ts';
import type { Http } from '../../src/providers/http/http.ts';
import type { Providers } from '../../src/providers/provider.ts';
import { startParts } from './controller-parts.ts';

export interface AnalysisControllerOptions {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly providers: Providers;
  /** Default: there is no network. */
  readonly http?: Http;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The fence. Default: open. */
  readonly mayWrite?: () => boolean;
  /** Default: all. */
  readonly namespace?: string;
}

/** A controller of AnalysisRuns at work. */
export interface AnalysisControllerAt {
  readonly parts: Parts;
  /** `reason: message` of each event, in order. */
  readonly told: () => readonly string[];
  /** What it said to operators. */
  readonly said: readonly string[];
  /** Ends it as SIGTERM does. */
  stop(): Promise<void>;
  /** Ends it as SIGKILL does: nothing more reaches the API. */
  kill(): void;
}

const OFFLINE: Http = { send: () => Promise.reject(new Error('this test has no network')) };

/** Starts the controller on a cluster, with caches of its own; it is killed when the test ends. */
export async function analysisControllerAt(options: AnalysisControllerOptions): Promise<AnalysisControllerAt> {
  const { cluster, clock, providers, http = OFFLINE, env = {}, mayWrite = () => true, namespace = '' } = options;
  let isAlive = true;
  let hear = (_kind: CachedKind | 'onDemand', _change: Change): void => {};
  const said: string[] = [];
  const { parts: begun, events } = await startParts({
    cluster: whileAlive(cluster, () => isAlive),
    clock,
    namespace,
    mayWrite: () => isAlive && mayWrite(),
    onChange: (kind, change) => hear(kind, change),
  });
  const say = (text: string): void => void said.push(text);
  const parts: Parts = { ...begun, log: { debug() {}, info() {}, warn: say, error: say } };
  const measuring = { providers, http, env, ownNamespace: 'argo-rollouts', isLeading: mayWrite };
  const controller = analysisRunController(parts, { workers: 30, ...measuring });
  const running = runController(controller, parts);
  hear = (kind, change) => (isAlive ? running.hear(kind, change) : undefined);
  for (const object of parts.caches.analysisRuns.all()) hear('analysisRuns', { kind: 'added', object });
  const kill = (): void => {
    isAlive = false;
  };
  onTestFinished(kill);
  return {
    parts,
    told: () => events.map(({ reason, message }) => `${reason}: ${message}`),
    said,
    stop: () => running.stop(),
    kill,
  };
}

/** A process that was killed sends nothing more and hears no answer. */
function whileAlive(cluster: Cluster, isAlive: () => boolean): Cluster {
  const never = new Promise<never>(() => {});
  return {
    context: cluster.context,
    server: cluster.server,
    namespace: cluster.namespace,
    async request(request) {
      if (!isAlive()) return never;
      const answer = await cluster.request(request);
      return isAlive() ? answer : never;
    },
    lines: (request) => cluster.lines(request),
    close: () => cluster.close(),
  };
}

/** What an AnalysisRun says that is made of these metrics. */
export function analysisRun(name: string, metrics: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  const { apiVersion, kind } = KINDS.analysisRuns;
  return { apiVersion, kind, metadata: { name }, spec: { metrics: [...metrics], ...more } };
}

/** AnalysisRuns of a namespace, as their users see them. */
export function runsIn(cluster: Cluster, namespace = 'shop') {
  const all = collectionPath(KINDS.analysisRuns, namespace);
  const path = (name: string): string => `${all}/${name}`;
  return {
    create: (run: JsonObject) => cluster.request({ method: 'POST', path: all, body: run }),
    patch: (name: string, body: JsonObject) =>
      cluster.request({ method: 'PATCH', path: path(name), patch: 'merge', body }),
    remove: (name: string) => cluster.request({ method: 'DELETE', path: path(name) }),
    async status(name: string): Promise<JsonObject> {
      return objectIn(await cluster.request({ method: 'GET', path: path(name) }), 'status');
    },
    async all(): Promise<readonly string[]> {
      const runs = listIn(await cluster.request({ method: 'GET', path: all }), 'items');
      return runs.map((run) => textIn(objectIn(run, 'metadata'), 'name'));
    },
  };
}
