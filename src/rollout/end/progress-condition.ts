import { quote } from '../../core/go/quote.ts';
import { conditionOf, setCondition, withoutCondition } from '../conditions/set-condition.ts';
import { hasTimedOut } from '../phase/has-timed-out.ts';
import { isHealthy } from '../phase/is-healthy.ts';
import { isProgressing } from '../phase/is-progressing.ts';
import type { Settled } from '../plan/course.ts';
import { type Draft, tell } from '../plan/draft.ts';
import { warning } from '../plan/event.ts';
import type { Rollout } from '../rollout.ts';
import { isFullyPromoted, isUpdateCompleted, type RolloutStatus } from '../status.ts';
import { getsItsTime, timeOutText } from './deadline-abort.ts';
import { isWaiting } from './progress.ts';
import { revisionNumber } from './revision-number.ts';

const PROGRESSING = 'Progressing';

/** An aborted update, and why; said once. */
export function tellAbort(draft: Draft, status: RolloutStatus): Settled {
  const why = draft.intent.abortsFor ?? '';
  const update = `Rollout aborted update to revision ${revisionNumber(draft)}`;
  const message = why === '' ? update : `${update}: ${why}`;
  const condition = { type: PROGRESSING, status: 'False', reason: 'RolloutAborted', message } as const;
  const conditions = setCondition(status.conditions, condition, draft.facts.now);
  if (conditions === status.conditions) return { draft, status };
  return { draft: tell(draft, warning('RolloutAborted', message)), status: { ...status, conditions } };
}

/**
 * How an update that is not aborted gets on. First match wins: all is done, something moved, it took too long; otherwise the condition
 * stays as it was.
 */
export function withProgress(draft: Draft, status: RolloutStatus, hasBecomeUnhealthy: boolean): RolloutStatus {
  const { rollout, facts } = draft;
  const { spec, status: stored } = rollout;
  const isLate = !isWaiting(draft) && hasTimedOut(status, spec.progressDeadline, facts.now);
  if (isLate && !isUpdateCompleted(status) && getsItsTime(draft)) return moved(draft, status, false);
  if (isHealthy(rollout, status) && !isHeldUp(rollout, status)) {
    const message = `ReplicaSet ${quote(draft.sets.newRS?.name ?? '')} has successfully progressed.`;
    return set(draft, status, 'True', 'NewReplicaSetAvailable', message);
  }
  if (isProgressing(spec.strategy.kind, stored, status) || hasBecomeUnhealthy) {
    return moved(draft, status, hasBecomeUnhealthy);
  }
  if (isLate) {
    return set(draft, status, 'False', 'ProgressDeadlineExceeded', timeOutText(draft));
  }
  return isBlamedForOldPods(draft, status) ? moved(draft, status, false) : status;
}

/** An update that is complete and whole timed out before its old pods got their deadline: it did not fail (decision 0025). */
function isBlamedForOldPods(draft: Draft, status: RolloutStatus): boolean {
  const isTimedOut = conditionOf(status.conditions, PROGRESSING)?.reason === 'ProgressDeadlineExceeded';
  const isWhole = isUpdateCompleted(status) && status.availableReplicas >= draft.rollout.spec.replicas;
  return isTimedOut && isWhole && isWaiting(draft);
}

/**
 * An update that is paused and not complete is not done, even if users have all of it already, as while blue-green looks at it after the
 * switch. Saying so would take back that it is paused, which the next sync would say again (decision 0025).
 */
function isHeldUp({ spec }: Rollout, status: RolloutStatus): boolean {
  return (spec.paused || status.pauseConditions.length > 0) && !isUpdateCompleted(status);
}

/** Progress is written down each time, whatever stood there: the deadline counts from it. */
function moved(draft: Draft, status: RolloutStatus, hasBecomeUnhealthy: boolean): RolloutStatus {
  const was = conditionOf(draft.rollout.status.conditions, PROGRESSING);
  const fresh = { ...status, conditions: withoutCondition(status.conditions, PROGRESSING) };
  const [reason, message] =
    isFullyPromoted(status) && hasBecomeUnhealthy
      ? ['ReplicaSetNotAvailable', 'Rollout does not have minimum availability']
      : ['ReplicaSetUpdated', progressText(draft)];
  const changed = set(draft, fresh, 'True', reason, message);
  if (was?.status !== 'True' || was.lastTransitionTime === undefined) return changed;
  const { lastTransitionTime } = was;
  const conditions = changed.conditions.map((condition) =>
    condition.type === PROGRESSING ? { ...condition, lastTransitionTime } : condition,
  );
  return { ...changed, conditions };
}

function progressText({ sets, rollout }: Draft): string {
  const { newRS } = sets;
  const subject = newRS === undefined ? `Rollout ${quote(rollout.name)}` : `ReplicaSet ${quote(newRS.name)}`;
  return `${subject} is progressing.`;
}

function set(
  { facts }: Draft,
  status: RolloutStatus,
  value: 'True' | 'False',
  reason: string,
  message: string,
): RolloutStatus {
  const condition = { type: PROGRESSING, status: value, reason, message } as const;
  return { ...status, conditions: setCondition(status.conditions, condition, facts.now) };
}
