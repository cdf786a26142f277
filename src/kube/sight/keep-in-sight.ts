import type { FollowDeps } from '../watch/follow.ts';
import { startInformer } from '../watch/informer.ts';
import type { Change } from '../watch/store.ts';
import type { Found, Wanted } from './found.ts';

/** Objects that are kept up to date until a signal ends it. */
export interface Sight<Word extends string> {
  /** The objects as they are known now, in no order. */
  readonly found: Found<Word>;
  /** Resolves once all objects are known, or when it is over. */
  readonly synced: Promise<void>;
  /** Resolves once the signal has ended it. */
  readonly over: Promise<void>;
}

/** Who is told of what. Neither may throw. */
export interface SightListener {
  readonly onChange: (change: Change) => void;
  /** The API did not answer as it should. It is asked again by itself. */
  readonly onTrouble: (message: string) => void;
}

/** Begins to follow the objects that are wanted. */
export function keepInSight<Word extends string>(
  wanted: Wanted<Word>,
  listener: SightListener,
  deps: FollowDeps,
): Sight<Word> {
  const informers = new Map(
    Array.from(wanted, ([word, followed]) => [word, startInformer({ ...followed, ...listener, indexes: {} }, deps)]),
  );
  const all = [...informers.values()];
  return {
    found: (word) => informers.get(word)?.objects.all() ?? [],
    synced: Promise.all(all.map(({ synced }) => synced)).then(() => undefined),
    over: Promise.all(all.map(({ over }) => over)).then(() => undefined),
  };
}
