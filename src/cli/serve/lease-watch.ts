import type { Clock } from '../../core/clock.ts';
import { type Instant, type Millis, millisOf } from '../../core/instant.ts';
import type { Store } from '../../service/store/store.ts';

/** A replica that has not said for so long that it lives is taken for dead by others, or will be. */
const PATIENCE: Millis = millisOf(8_000);

/** The same store, and what can be told of how this replica stands with it. */
export interface LeaseWatch {
  readonly store: Store;
  /** Why this replica cannot be sure of its runs; undefined when it can. */
  readonly unreadiness: () => string | undefined;
}

/** Watches whether the leases of this replica are renewed. @param steady a clock that never jumps */
export function watchLeases(store: Store, steady: Clock): LeaseWatch {
  let renewedAt: Instant | undefined;
  const { replicas } = store;
  return {
    store: {
      ...store,
      replicas: {
        async beat(replica, ttl) {
          const wasAlive = await replicas.beat(replica, ttl);
          renewedAt = steady.now();
          return wasAlive;
        },
        leave: (replica) => replicas.leave(replica),
      },
    },
    unreadiness() {
      if (renewedAt === undefined) return 'the leases of this replica have not been renewed yet';
      const ago = steady.now() - renewedAt;
      return ago <= PATIENCE
        ? undefined
        : `the leases of this replica were renewed ${Math.round(ago / 1000)} s ago for the last time`;
    },
  };
}
