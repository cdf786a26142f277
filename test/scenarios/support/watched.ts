import type { JsonObject } from '../../../src/core/json.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { EVENTS } from '../../../src/kube/events/event.ts';
import { KINDS } from '../../../src/kube/kinds.ts';
import { nameOf, versionOf } from '../../../src/kube/metadata.ts';
import type { Resource } from '../../../src/kube/resource.ts';
import type { FollowDeps } from '../../../src/kube/watch/follow.ts';
import { byNamespace } from '../../../src/kube/watch/indexed.ts';
import { type Informer, startInformer } from '../../../src/kube/watch/informer.ts';
import type { Change } from '../../../src/kube/watch/store.ts';
import { ISTIO_KINDS } from './istio-crds.ts';

/** Kinds that scenarios make or look at. */
export const WATCHED = {
  rollouts: KINDS.rollouts,
  experiments: KINDS.experiments,
  analysisRuns: KINDS.analysisRuns,
  replicaSets: KINDS.replicaSets,
  services: KINDS.services,
  pods: KINDS.pods,
  jobs: KINDS.jobs,
  deployments: KINDS.deployments,
  ingresses: KINDS.ingresses,
  events: EVENTS,
  ...ISTIO_KINDS,
} as const satisfies Record<string, Resource>;

export type WatchedKind = keyof typeof WATCHED;

/** One thing that was seen to happen. */
export interface Happened {
  readonly kind: WatchedKind;
  readonly change: Exclude<Change, { kind: 'resync' }>;
}

/** All that scenarios see of a cluster, kept up to date by watches; each scenario looks at its own namespace. */
export interface Watched {
  objects(kind: WatchedKind, namespace: string): readonly JsonObject[];
  /** Everything that happened in a namespace, in the order in which it was heard of. */
  log(namespace: string): readonly Happened[];
  /** Takes in the API's answer to a write, so that nothing older is looked at. */
  wrote(kind: WatchedKind, object: JsonObject): void;
  /** Resolves at the next change in a namespace, or when the signal ends it. */
  nextChange(namespace: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Begins to watch; resolves once everything is known. */
export async function watchCluster(cluster: Cluster, chance: Pick<FollowDeps, 'clock' | 'random'>): Promise<Watched> {
  const end = new AbortController();
  const logs = new Map<string, Happened[]>();
  const bells = new Map<string, Set<() => void>>();
  const hear = (kind: WatchedKind, change: Change): void => {
    if (change.kind === 'resync') return;
    const { namespace } = nameOf(change.object);
    listAt(logs, namespace).push({ kind, change });
    for (const ring of bells.get(namespace) ?? []) ring();
  };
  const deps = { cluster, ...chance, signal: end.signal };
  const informers = new Map<WatchedKind, Informer<'namespace'>>();
  for (const kind of Object.keys(WATCHED) as WatchedKind[]) {
    informers.set(
      kind,
      startInformer(
        {
          resource: WATCHED[kind],
          namespace: '',
          indexes: { namespace: byNamespace },
          onChange: (change) => hear(kind, change),
          onTrouble: (message) => console.warn(`watch of ${kind}: ${message}`),
        },
        deps,
      ),
    );
  }
  await Promise.all([...informers.values()].map(({ synced }) => synced));
  return {
    objects: (kind, namespace) => informers.get(kind)?.objects.find('namespace', namespace) ?? [],
    log: (namespace) => listAt(logs, namespace),
    wrote: (kind, object) => informers.get(kind)?.objects.wrote(object),
    nextChange: (namespace, signal) => rung(bells, namespace, signal),
    async close() {
      end.abort();
      await Promise.all([...informers.values()].map(({ over }) => over));
    },
  };
}

function listAt(logs: Map<string, Happened[]>, namespace: string): Happened[] {
  const log = logs.get(namespace) ?? [];
  logs.set(namespace, log);
  return log;
}

function rung(bells: Map<string, Set<() => void>>, namespace: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const here = bells.get(namespace) ?? new Set();
    bells.set(namespace, here);
    const ring = (): void => {
      here.delete(ring);
      signal.removeEventListener('abort', ring);
      resolve();
    };
    here.add(ring);
    signal.addEventListener('abort', ring);
    if (signal.aborted) ring();
  });
}

/** The versions of a Rollout that a log tells of, in order. */
export function versionsIn(log: readonly Happened[], name: string): readonly JsonObject[] {
  const versions = log.flatMap(({ kind, change }) =>
    kind === 'rollouts' && change.kind !== 'deleted' && nameOf(change.object).name === name ? [change.object] : [],
  );
  return versions.filter((object, i) => versionOf(object) !== versionOf(versions[i - 1] ?? {}));
}
