import { after } from '../../core/instant.ts';
import { want } from '../plan/difference.ts';
import { type Draft, wake, wakeBeforeResync } from '../plan/draft.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/** A ReplicaSet that was stable and is not needed any more. */
export interface OldSet {
  readonly set: LiveReplicaSet;
  /** How many such wait for their deadline already. */
  readonly waiting: number;
  /** Its size while it waits. */
  readonly heldAt: number;
}

/**
 * Lets an old ReplicaSet wait for its deadline, so that a rollback finds its pods; beyond the limit on waiting ones it goes at once.
 *
 * @see rollout.md §6.6
 */
export function oldSize(
  draft: Draft,
  { set, waiting, heldAt }: OldSet,
): { readonly draft: Draft; readonly replicas: number; readonly waiting: number } {
  const { now, delays } = draft.facts;
  const { delay, revisionLimit = Infinity } = delays.scaleDown;
  const at = set.deadline?.at;
  if (waiting >= revisionLimit)
    return { draft, replicas: 0, waiting: set.deadline === undefined ? waiting : waiting + 1 };
  if (set.deadline === undefined) {
    // Decision 0018.
    if (delay === 0) return { draft, replicas: 0, waiting };
    const until = after(now, delay);
    const marked = wake(want(draft, { kind: 'deadline', set, at: until }), until);
    return { draft: marked, replicas: set.replicas, waiting: waiting + 1 };
  }
  const isHeld = at !== undefined && at > now;
  return {
    draft: isHeld ? wakeBeforeResync(draft, at) : draft,
    replicas: isHeld ? heldAt : 0,
    waiting: waiting + 1,
  };
}
