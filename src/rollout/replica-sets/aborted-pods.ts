import { after } from '../../core/instant.ts';
import { want } from '../plan/difference.ts';
import { type Draft, wake } from '../plan/draft.ts';
import { delaysScaleDownOnAbort } from './abort-delay.ts';

/** A draft and the size that the new ReplicaSet is to have; undefined where it stays as it is. */
export interface NewSize {
  readonly draft: Draft;
  readonly replicas?: number;
}

/**
 * Holds the new pods of an aborted update for a while: until stable can serve everything, and then for the delay.
 *
 * @param replicas  the size without an abort
 * @see rollout.md §8.4
 */
export function keepAbortedPods(draft: Draft, replicas: number): NewSize {
  const { newRS, stableRS } = draft.sets;
  const { onAbort } = draft.facts.delays;
  if (newRS === undefined || onAbort === undefined || !delaysScaleDownOnAbort(draft)) return { draft, replicas };
  // What is held must still remember the Rollout's size, or nothing but sizes would be looked at from now on.
  const held = want(draft, { kind: 'size', set: newRS, replicas: newRS.replicas });
  const { now, observed } = draft.facts;
  if (newRS.deadline === undefined) {
    const isServed = (stableRS?.available ?? 0) >= draft.rollout.spec.replicas;
    return { draft: isServed ? want(held, { kind: 'deadline', set: newRS, at: after(now, onAbort) }) : held };
  }
  const { at } = newRS.deadline;
  if (at === undefined) return { draft, replicas };
  if (at <= now) return { draft, replicas: 0 };
  return at < after(now, observed.resyncPeriod) ? { draft: wake(held, at) } : { draft, replicas };
}
