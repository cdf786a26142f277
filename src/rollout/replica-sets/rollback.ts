import type { Draft } from '../plan/draft.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/**
 * Whether the new revision is the stable one or older. Also true of a Rollout at rest, whose new revision is the stable one: it means
 * something only while an update is under way.
 *
 * @see rollout.md §11.5
 */
export function isRollback({ sets: { newRS, stableRS }, rollout }: Draft): boolean {
  if (newRS === undefined || stableRS === undefined) return false;
  return newRS.hash === rollout.status.stableRS || isOlder(newRS, stableRS);
}

/** A rollback that skips steps, pauses and analyses: to the stable revision, within the window, or for blue-green to pods still there. */
export function isFastRollback(draft: Draft): boolean {
  const { sets, rollout, facts } = draft;
  if (!isRollback(draft)) return false;
  const isToWaiting = facts.isNewWithinDelay && rollout.spec.strategy.kind === 'blueGreen';
  return isRollbackWithinWindow(draft) || isToWaiting || sets.newRS?.hash === rollout.status.stableRS;
}

/**
 * Whether a rollback goes back less than `rollbackWindow` revisions: by age, of which a ReplicaSet that is used again keeps its old one.
 *
 * @see rollout.md §11.4
 */
export function isRollbackWithinWindow({ sets: { newRS, stableRS, all }, rollout }: Draft): boolean {
  if (newRS === undefined || stableRS === undefined || !isOlder(newRS, stableRS)) return false;
  const between = all.filter((set) => isOlder(newRS, set) && isOlder(set, stableRS));
  return between.length < rollout.spec.rollbackRevisions;
}

function isOlder(a: LiveReplicaSet, b: LiveReplicaSet): boolean {
  return (a.createdAt ?? 0) < (b.createdAt ?? 0);
}
