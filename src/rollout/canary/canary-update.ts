import type { Draft } from '../plan/draft.ts';
import { isRollbackWithinWindow } from '../replica-sets/rollback.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { hasUpdateChanged } from './has-update-changed.ts';
import type { CanaryUpdate } from './update.ts';

/** What decides the sizes of a canary, as a sync sees it. */
export function canaryUpdate(draft: Draft, strategy: CanaryStrategy): CanaryUpdate {
  const { rollout, sets } = draft;
  const status = hasUpdateChanged(draft) ? statusOfNext(draft, strategy) : rollout.status;
  return { replicas: rollout.spec.replicas, strategy, status, sets };
}

/**
 * An update that the status does not know of yet, as when a Rollout is resized along with it, stands where it will begin. By where the last
 * one stood, the stable revision could lose its pods when it becomes the new one again (decision 0023).
 */
function statusOfNext(draft: Draft, { steps }: CanaryStrategy): CanaryUpdate['status'] {
  const { newRS } = draft.sets;
  const { stableRS } = draft.rollout.status;
  const currentPodHash = newRS?.hash ?? draft.facts.podHash;
  const skips = currentPodHash === stableRS || (isRollbackWithinWindow(draft) && (newRS?.replicas ?? 0) > 0);
  return { abort: false, promoteFull: false, stableRS, currentPodHash, currentStepIndex: skips ? steps.length : 0 };
}
