import { type ConditionNow, conditionOf, setCondition, withoutCondition } from '../conditions/set-condition.ts';
import { isHealthy } from '../phase/is-healthy.ts';
import type { Course, Settled } from '../plan/course.ts';
import { type Draft, isUpdateAborted, tell } from '../plan/draft.ts';
import { normal } from '../plan/event.ts';
import { isUpdateCompleted, type RolloutStatus } from '../status.ts';
import { tellAbort, withProgress } from './progress-condition.ts';
import { failureOf } from './replica-failure.ts';
import { revisionNumber } from './revision-number.ts';

/**
 * The conditions of a new status, in the order in which upstream sets them, which is the order of those that change.
 *
 * @see rollout.md §15
 */
export function conditionsAfter(draft: Draft, course: Course, status: RolloutStatus): Settled {
  const health = withHealth(draft, status);
  const aborted = isUpdateAborted(draft) ? tellAbort(draft, health.status) : { draft, status: health.status };
  const progressing = isUpdateAborted(draft)
    ? aborted.status
    : withProgress(aborted.draft, aborted.status, health.hasBecomeUnhealthy);
  const available = set(draft, progressing, availability(course.isAvailable(draft, progressing)));
  return withCompletion(aborted.draft, withReplicaFailure(draft, available));
}

function withHealth(
  draft: Draft,
  status: RolloutStatus,
): { readonly status: RolloutStatus; readonly hasBecomeUnhealthy: boolean } {
  const { rollout } = draft;
  const isPaused = status.pauseConditions.length > 0 || rollout.spec.paused;
  const was = conditionOf(rollout.status.conditions, 'Healthy');
  if (!isPaused && isHealthy(rollout, status))
    return { status: set(draft, status, HEALTHY), hasBecomeUnhealthy: false };
  if (was === undefined) return { status, hasBecomeUnhealthy: false };
  const unhealthy = set(draft, status, UNHEALTHY);
  return { status: unhealthy, hasBecomeUnhealthy: unhealthy.conditions !== status.conditions };
}

const HEALTHY: ConditionNow = {
  type: 'Healthy',
  status: 'True',
  reason: 'RolloutHealthy',
  message: 'Rollout is healthy',
};
const UNHEALTHY: ConditionNow = { ...HEALTHY, status: 'False', message: 'Rollout is not healthy' };

function availability(isAvailable: boolean): ConditionNow {
  return {
    type: 'Available',
    status: isAvailable ? 'True' : 'False',
    reason: 'AvailableReason',
    message: `Rollout ${isAvailable ? 'has' : 'does not have'} minimum availability`,
  };
}

function withReplicaFailure(draft: Draft, status: RolloutStatus): RolloutStatus {
  const failure = failureOf(draft.sets);
  if (failure !== undefined) return set(draft, status, failure);
  return { ...status, conditions: withoutCondition(status.conditions, 'ReplicaFailure') };
}

function withCompletion(draft: Draft, status: RolloutStatus): Settled {
  const isCompleted = isUpdateCompleted(status);
  const completion = set(draft, status, {
    type: 'Completed',
    status: isCompleted ? 'True' : 'False',
    reason: 'RolloutCompleted',
    message: 'RolloutCompleted',
  });
  // That an update is complete is said where it is promoted.
  if (isCompleted || completion.conditions === status.conditions) return { draft, status: completion };
  const update = `${revisionNumber(draft)} (${status.currentPodHash})`;
  const message = `Rollout not completed, started update to revision ${update}`;
  return { draft: tell(draft, normal('RolloutNotCompleted', message)), status: completion };
}

function set({ facts }: Draft, status: RolloutStatus, condition: ConditionNow): RolloutStatus {
  return { ...status, conditions: setCondition(status.conditions, condition, facts.now) };
}
