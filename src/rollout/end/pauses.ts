import type { Draft } from '../plan/draft.ts';
import { isAborted } from '../plan/intent.ts';
import type { PauseCondition, RolloutStatus } from '../status.ts';

/**
 * What a sync decided about pausing and aborting, as the status says it. `controllerPause` outlives pauses that a user took away: that
 * difference is how a resumed update is known (rollout.md §12).
 */
export function withPauses({ intent, rollout, facts }: Draft, status: RolloutStatus): RolloutStatus {
  const stored = rollout.status;
  const { abortedAt: _, ...rest } = status;
  if (intent.abortsFor !== undefined || isAborted(intent, stored)) {
    // A later moment each time would start the next sync.
    return { ...rest, abort: true, abortedAt: stored.abortedAt ?? facts.now };
  }
  const going = { ...rest, abort: false };
  if (intent.clearsPauses) return going;
  const kept = stored.pauseConditions.filter(({ reason }) => !intent.resumesFrom.some((resumed) => resumed === reason));
  const added = intent.pausesFor
    .filter((reason) => !stored.pauseConditions.some((pause) => pause.reason === reason))
    .map((reason): PauseCondition => ({ reason, startTime: facts.now }));
  const pauseConditions = [...kept, ...added];
  if (pauseConditions.length === 0) return going;
  return { ...going, pauseConditions, controllerPause: stored.controllerPause || added.length > 0 };
}
