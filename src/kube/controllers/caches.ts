import { type Clock, waitUntil } from '../../core/clock.ts';
import { Fault } from '../../core/fault.ts';
import { after, type Millis, millisOf } from '../../core/instant.ts';
import { HASH_LABEL } from '../../rollout/hash-label.ts';
import { INSTANCE_LABEL } from '../../rollout/instance-label.ts';
import type { Cluster } from '../cluster.ts';
import { KINDS } from '../kinds.ts';
import { collectionPath, type Resource } from '../resource.ts';
import { byNamespace, type IndexBy } from '../watch/indexed.ts';
import { type Informer, startInformer } from '../watch/informer.ts';
import { type Change, ObjectStore } from '../watch/store.ts';
import { byController } from './by-controller.ts';

/** Kinds that are followed from the beginning. */
export type CachedKind =
  | 'rollouts'
  | 'experiments'
  | 'analysisRuns'
  | 'analysisTemplates'
  | 'clusterAnalysisTemplates'
  | 'replicaSets'
  | 'services';

/**
 * - `namespace`
 * - `controller`: the uid of the object that controls it; see `byController` for those that nothing controls
 * - `mentions`: what a Rollout or an Experiment names in its spec, as whoever started the caches has it
 */
export type CacheIndex = 'namespace' | 'controller' | 'mentions';

export type Cache = Informer<CacheIndex>['objects'];

/** Everything that controllers see of the cluster without asking it. */
export interface Caches extends Readonly<Record<CachedKind, Cache>> {
  /**
   * The objects of another kind, followed from the first time somebody asks; of pods, those that belong to a revision.
   *
   * @throws Fault CLUSTER_REFUSED when the API does not know the kind or forbids it, CLUSTER_UNREACHABLE when it does not answer in time
   */
  onDemand(resource: Resource): Promise<Cache>;
  /** The objects of a kind, where they are followed. */
  of(resource: Resource): Cache | undefined;
  /** Resolves once all objects of the kinds that are followed from the beginning are known, or the signal has ended it. */
  readonly synced: Promise<void>;
  /** Resolves once the signal has ended all. */
  over(): Promise<void>;
}

export interface CachesOptions {
  /** Only objects in it; empty: all namespaces. With one, what lives in none is not looked at. */
  readonly namespace: string;
  /** Only resources labelled for this instance; empty: only those labelled for none. ReplicaSets and Services are not told apart. */
  readonly instanceId: string;
  /** The kinds that are followed from the beginning; default: all of them. Of the others there seem to be no objects. */
  readonly kinds?: readonly CachedKind[];
  /** How often every object is looked at again though nothing happened. */
  readonly resyncPeriod: Millis;
  /** What Rollouts and Experiments are found under in `mentions`. */
  readonly mentions: Readonly<Record<'rollouts' | 'experiments', IndexBy>>;
  readonly onChange: (kind: CachedKind | 'onDemand', change: Change) => void;
  readonly onTrouble: (kind: string, message: string) => void;
}

export interface CachesDeps {
  readonly cluster: Cluster;
  /** One that does not jump. */
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** How long a first look at a kind may take. */
const FIRST_LIST = millisOf(20_000);

/** Begins to follow what controllers work on. */
export function startCaches(options: CachesOptions, deps: CachesDeps): Caches {
  const { namespace, instanceId, resyncPeriod, mentions } = options;
  const instance = instanceId === '' ? `!${INSTANCE_LABEL}` : `${INSTANCE_LABEL}=${instanceId}`;
  const begun = new Map<string, Informer<CacheIndex>>();
  const isWanted = (kind: CachedKind): boolean => options.kinds?.includes(kind) ?? true;
  const beginWanted = (resource: Resource, kind: CachedKind, selected?: Selected) =>
    isWanted(kind) ? begin(resource, kind, selected) : EMPTY;
  const begin = (resource: Resource, kind: CachedKind | 'onDemand', { labelSelector, resyncMs }: Selected = {}) => {
    const informer = startInformer<CacheIndex>(
      {
        resource,
        namespace,
        ...(labelSelector !== undefined && { labelSelector }),
        ...(resyncMs !== undefined && { resyncMs }),
        indexes: {
          namespace: byNamespace,
          controller: byController,
          mentions: kind === 'rollouts' || kind === 'experiments' ? mentions[kind] : () => [],
        },
        onChange: (change) => options.onChange(kind, change),
        onTrouble: (message) => options.onTrouble(resource.kind, message),
      },
      deps,
    );
    begun.set(idOf(resource), informer);
    return informer;
  };
  const resynced = { labelSelector: instance, resyncMs: resyncPeriod };
  const ours = { labelSelector: instance };
  const informers = {
    rollouts: beginWanted(KINDS.rollouts, 'rollouts', resynced),
    experiments: beginWanted(KINDS.experiments, 'experiments', resynced),
    analysisRuns: beginWanted(KINDS.analysisRuns, 'analysisRuns', resynced),
    analysisTemplates: beginWanted(KINDS.analysisTemplates, 'analysisTemplates', ours),
    // Every ReplicaSet of a Rollout or an Experiment has that label; those of Deployments are nobody's business here.
    replicaSets: beginWanted(KINDS.replicaSets, 'replicaSets', { labelSelector: HASH_LABEL }),
    services: beginWanted(KINDS.services, 'services'),
    clusterAnalysisTemplates:
      namespace === '' ? beginWanted(KINDS.clusterAnalysisTemplates, 'clusterAnalysisTemplates', ours) : EMPTY,
  };
  return {
    rollouts: informers.rollouts.objects,
    experiments: informers.experiments.objects,
    analysisRuns: informers.analysisRuns.objects,
    analysisTemplates: informers.analysisTemplates.objects,
    clusterAnalysisTemplates: informers.clusterAnalysisTemplates.objects,
    replicaSets: informers.replicaSets.objects,
    services: informers.services.objects,
    async onDemand(resource) {
      let informer = begun.get(idOf(resource));
      if (informer === undefined) {
        await refuseUnknown(resource, namespace, deps);
        informer = begun.get(idOf(resource)) ?? begin(resource, 'onDemand', selectedOf(resource));
      }
      return known(informer, resource, deps);
    },
    of: (resource) => begun.get(idOf(resource))?.objects,
    synced: Promise.all(Object.values(informers).map(({ synced }) => synced)).then(() => undefined),
    over: () => Promise.all([...begun.values()].map(({ over }) => over)).then(() => undefined),
  };
}

interface Selected {
  readonly labelSelector?: string;
  readonly resyncMs?: Millis;
}

const selectedOf = ({ plural }: Resource): Selected => (plural === 'pods' ? { labelSelector: HASH_LABEL } : {});

const idOf = ({ apiVersion, plural }: Resource): string => `${apiVersion}/${plural}`;

/** A kind that is not looked at. */
const EMPTY: Pick<Informer<CacheIndex>, 'objects' | 'synced'> = {
  objects: new ObjectStore<CacheIndex>({ namespace: () => [], controller: () => [], mentions: () => [] }, () => {}),
  synced: Promise.resolve(),
};

/** A kind that the API does not know is not to be asked for again and again: whoever wants it hears of it now. */
async function refuseUnknown(resource: Resource, namespace: string, { cluster, signal }: CachesDeps): Promise<void> {
  await cluster.request({ method: 'GET', path: collectionPath(resource, namespace), query: { limit: '1' }, signal });
}

async function known(
  { objects, synced }: Informer<CacheIndex>,
  { kind }: Resource,
  { clock }: CachesDeps,
): Promise<Cache> {
  if (!objects.hasSynced()) {
    const heard = new AbortController();
    await Promise.race([
      synced.then(() => heard.abort()),
      waitUntil(clock, after(clock.now(), FIRST_LIST), heard.signal),
    ]);
  }
  if (objects.hasSynced()) return objects;
  throw new Fault('CLUSTER_UNREACHABLE', `${kind} objects could not be listed within ${FIRST_LIST / 1000} s`);
}
