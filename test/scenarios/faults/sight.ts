import type { JsonObject } from '../../../src/core/json.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { KINDS } from '../../../src/kube/kinds.ts';
import { nameOf, uidOf } from '../../../src/kube/metadata.ts';
import { steadyClock } from '../../../src/kube/steady-clock.ts';
import { byNamespace } from '../../../src/kube/watch/indexed.ts';
import { type Informer, startInformer } from '../../../src/kube/watch/informer.ts';

const WATCHED = ['rollouts', 'analysisRuns', 'experiments', 'replicaSets', 'services', 'jobs', 'ingresses'] as const;

export type SeenKind = (typeof WATCHED)[number];

/** What is seen of one namespace by eyes that no fault gets in the way of. */
export interface Sight {
  objects(kind: SeenKind): readonly JsonObject[];
  /** The object of that name; empty while there is none. */
  object(kind: SeenKind, name: string): JsonObject;
  /** Names of all objects of a kind that there ever were, one for each object: a name that was used twice is there twice. */
  everMade(kind: SeenKind): readonly string[];
  /** Something that is waited for may have come true. */
  ring(): void;
  /** Resolves at the next ring or change, or when the signal ends it. */
  next(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Begins to look; resolves once everything is known. */
export async function openSight(cluster: Cluster, namespace: string): Promise<Sight> {
  const end = new AbortController();
  const made = new Map<string, { readonly kind: SeenKind; readonly name: string }>();
  let bell = Promise.withResolvers<void>();
  const ring = (): void => {
    bell.resolve();
    bell = Promise.withResolvers();
  };
  const informers = new Map<SeenKind, Informer<'namespace'>>();
  for (const kind of WATCHED) {
    const options = {
      resource: KINDS[kind],
      namespace,
      indexes: { namespace: byNamespace },
      onChange: ({ object }: { readonly object: JsonObject }) => {
        made.set(uidOf(object), { kind, name: nameOf(object).name });
        ring();
      },
      onTrouble: (message: string) => console.warn(`watch of ${kind}: ${message}`),
    };
    informers.set(
      kind,
      startInformer(options, { cluster, clock: steadyClock, random: Math.random, signal: end.signal }),
    );
  }
  await Promise.all([...informers.values()].map(({ synced }) => synced));
  return {
    objects: (kind) => informers.get(kind)?.objects.all() ?? [],
    object: (kind, name) => informers.get(kind)?.objects.get({ namespace, name }) ?? {},
    everMade: (kind) =>
      [...made.values()]
        .filter((one) => one.kind === kind)
        .map(({ name }) => name)
        .sort(),
    ring,
    async next(signal) {
      const aborted = Promise.withResolvers<void>();
      const over = (): void => aborted.resolve();
      signal.addEventListener('abort', over, { once: true });
      if (signal.aborted) over();
      await Promise.race([bell.promise, aborted.promise]);
      signal.removeEventListener('abort', over);
    },
    async close() {
      end.abort();
      await Promise.all([...informers.values()].map(({ over }) => over));
    },
  };
}
