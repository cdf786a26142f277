import type { Cluster } from '../../kube/cluster.ts';
import type { Wanted } from '../../kube/sight/found.ts';
import { keepInSight, type Sight } from '../../kube/sight/keep-in-sight.ts';
import { steadyClock } from '../../kube/steady-clock.ts';
import type { Change } from '../../kube/watch/store.ts';
import { printable } from '../terminal/printable.ts';
import type { World } from '../world.ts';

/** What a command watches with. */
export interface Watching {
  readonly cluster: Cluster;
  readonly world: Pick<World, 'stderr'>;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Objects that are kept up to date, and when they change. */
export interface Watched<Word extends string> extends Sight<Word> {
  /** Resolves at the next change, or when it is over. To be asked for before the objects are looked at, so that none is missed. */
  nextChange(): Promise<void>;
}

/**
 * Follows objects of a cluster, and says on stderr when the API does not answer as it should.
 *
 * @param onChange  hears of every change, right after it was made
 */
export function watch<Word extends string>(
  wanted: Wanted<Word>,
  { cluster, world, signal }: Watching,
  onChange: (change: Change) => void = () => {},
): Watched<Word> {
  let next = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => next.resolve());
  const listener = {
    onChange(change: Change): void {
      onChange(change);
      next.resolve();
    },
    onTrouble(message: string): void {
      world.stderr.write(`verdict: ${printable(message)}; asking again\n`);
    },
  };
  const deps = { cluster, clock: steadyClock, random: Math.random, signal };
  return {
    ...keepInSight(wanted, listener, deps),
    nextChange() {
      next = Promise.withResolvers();
      if (signal.aborted) next.resolve();
      return next.promise;
    },
  };
}
