import { type Draft, isUpdateAborted } from '../plan/draft.ts';
import { isFastRollback, isRollbackWithinWindow } from '../replica-sets/rollback.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { isUndecided } from './is-undecided.ts';
import { isProgressThresholdMet } from './progress-threshold.ts';

/**
 * Why the new revision becomes the stable one; undefined while it does not. The first deploy waits for nothing.
 *
 * @see rollout.md §11.5
 */
export function promotionReason(draft: Draft, strategy: CanaryStrategy): string | undefined {
  const { sets, rollout } = draft;
  if (sets.stableRS === undefined) return 'Initial deploy';
  if (isUpdateAborted(draft) || !hasEnoughPods(draft, strategy)) return undefined;
  if (rollout.status.promoteFull) return 'Full promotion requested';
  if (isFastRollback(draft)) return isRollbackWithinWindow(draft) ? 'Rollback within window' : 'Fast rollback';
  if (isUndecided(draft)) return undefined;
  const { length } = strategy.steps;
  const isDone = length === 0 || (rollout.status.currentStepIndex ?? 0) === length;
  return isDone ? `Completed all ${length} canary steps` : undefined;
}

/** More than enough is enough: the Rollout may have been made smaller meanwhile. */
function hasEnoughPods({ sets: { newRS }, rollout }: Draft, { replicaProgressThreshold }: CanaryStrategy): boolean {
  const { replicas } = rollout.spec;
  if (newRS === undefined) return false;
  return newRS.available >= replicas || isProgressThresholdMet(replicaProgressThreshold, newRS, replicas);
}
