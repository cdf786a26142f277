import type { Draft } from '../plan/draft.ts';
import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';

/** The ReplicaSet of a hash that a Service selects; undefined where there is none. */
export function setOf({ sets }: Pick<Draft, 'sets'>, hash: string): LiveReplicaSet | undefined {
  return sets.all.findLast((set) => set.hash !== '' && set.hash === hash);
}
