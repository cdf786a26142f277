import { waitUntil } from '../../core/clock.ts';
import { after, type Millis } from '../../core/instant.ts';
import { type FollowDeps, type Followed, follow } from './follow.ts';
import type { IndexBy } from './indexed.ts';
import { type Change, type ObjectReader, ObjectStore } from './store.ts';

export interface InformerOptions<Index extends string> extends Followed {
  readonly indexes: Readonly<Record<Index, IndexBy>>;
  /** How often every object is looked at again though nothing happened to it. Left out: never. */
  readonly resyncMs?: Millis;
  /** Hears of every change, right after it was made. It must not throw. */
  readonly onChange: (change: Change) => void;
  /** Hears that the API did not answer as it should. It is asked again by itself. */
  readonly onTrouble: (message: string) => void;
}

/** The objects of one kind, kept up to date. */
export interface Informer<Index extends string> {
  /** Writes of this process are to be taken in here (`wrote`, `deleted`), so that no reader sees the object as it was before. */
  readonly objects: ObjectReader<Index> & Pick<ObjectStore<Index>, 'wrote' | 'deleted'>;
  /** Resolves once all objects are known, or when it is over. */
  readonly synced: Promise<void>;
  /** Resolves once the signal has ended it. */
  readonly over: Promise<void>;
}

/** Begins to follow the objects of a kind; `signal` ends it. */
export function startInformer<Index extends string>(
  options: InformerOptions<Index>,
  deps: FollowDeps,
): Informer<Index> {
  const objects = new ObjectStore(options.indexes, options.onChange);
  const { promise: synced, resolve } = Promise.withResolvers<void>();
  const keepUp = async (): Promise<void> => {
    for await (const seen of follow(options, deps)) {
      if (seen.kind === 'trouble') options.onTrouble(seen.message);
      else objects.take(seen);
      if (seen.kind === 'listed') resolve();
    }
    resolve();
  };
  return { objects, synced, over: Promise.all([keepUp(), resyncs(objects, options, deps)]).then(() => undefined) };
}

async function resyncs(
  objects: Pick<ObjectStore<string>, 'resync'>,
  { resyncMs }: Pick<InformerOptions<string>, 'resyncMs'>,
  { clock, signal }: FollowDeps,
): Promise<void> {
  if (resyncMs === undefined) return;
  while (!signal.aborted) {
    await waitUntil(clock, after(clock.now(), resyncMs), signal);
    if (!signal.aborted) objects.resync();
  }
}
