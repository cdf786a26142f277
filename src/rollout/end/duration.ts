import type { Instant } from '../../core/instant.ts';
import { conditionOf } from '../conditions/set-condition.ts';
import type { Course } from '../plan/course.ts';
import { type Draft, isUpdateAborted } from '../plan/draft.ts';
import { isFastRollback, isRollback } from '../replica-sets/rollback.ts';
import { type CompletionStatus, type DurationStatus, isFullyPromoted, type RolloutStatus } from '../status.ts';
import { needsAHand } from './needs-a-hand.ts';

/**
 * How long the update has taken: when it began, when it ended and how, and how long it waited for a user. An update that takes the place
 * of another ends that one and begins anew; one that goes back keeps its beginning.
 *
 * @param status  the new status, with its pauses and stable revision, and the duration so far
 * @see rollout.md §14
 */
export function durationAfter(draft: Draft, course: Course, status: RolloutStatus): DurationStatus | undefined {
  if (conditionOf(status.conditions, 'InvalidSpec') !== undefined) return status.duration;
  const { rollout, facts } = draft;
  const { now } = facts;
  const hasChanged = rollout.status.currentPodHash === '' || course.hasChanged(draft);
  const isDone = isFullyPromoted(status) && hasAllPods(draft);
  const ended = isRunning(rollout.status.duration)
    ? endOf(draft, status.duration ?? {}, { hasChanged, isDone })
    : status.duration;
  if (isRunning(rollout.status.duration) && isDone && isOver(ended)) return ended;
  const mayBegin = ended === undefined || (isOver(ended) && !isDone);
  const begins = mayBegin && ((hasChanged && !isDone) || wasRetried(draft));
  const duration = begins ? { rolloutStartedAt: now } : ended;
  if (duration === undefined || isOver(duration)) return duration;
  const wasPaused = !mayBegin && rollout.status.duration?.manualPauseStartedAt !== undefined;
  return withPause(duration, wasPaused, needsAHand(rollout, status), now);
}

function endOf(
  draft: Draft,
  duration: DurationStatus,
  { hasChanged, isDone }: { readonly hasChanged: boolean; readonly isDone: boolean },
): DurationStatus {
  const { now } = draft.facts;
  const changed = !hasChanged
    ? duration
    : isRollback(draft)
      ? goingBack(draft, duration)
      : close(duration, 'Superseded', now);
  if (isOver(changed)) return changed;
  if (isDone) return close(changed, changed.completionStatus ?? 'Promoted', now);
  return isUpdateAborted(draft) ? close(changed, changed.completionStatus ?? 'Aborted', now) : changed;
}

function goingBack(draft: Draft, duration: DurationStatus): DurationStatus {
  return { ...duration, completionStatus: isFastRollback(draft) ? 'FastRolledBack' : 'RolledBack' };
}

function close(duration: DurationStatus, completionStatus: CompletionStatus, now: Instant): DurationStatus {
  return { ...endPause(duration, now), finishedAt: now, completionStatus };
}

function withPause(duration: DurationStatus, wasPaused: boolean, isPaused: boolean, now: Instant): DurationStatus {
  if (wasPaused && !isPaused) return endPause(duration, now);
  const begins = !wasPaused && isPaused && duration.manualPauseStartedAt === undefined;
  return begins ? { ...duration, manualPauseStartedAt: now } : duration;
}

function endPause(duration: DurationStatus, now: Instant): DurationStatus {
  const { manualPauseStartedAt: since, totalManualPauseDurationSeconds: before = 0, ...rest } = duration;
  if (since === undefined) return duration;
  return { ...rest, totalManualPauseDurationSeconds: before + Math.trunc((now - since) / 1000) };
}

function isRunning(duration: DurationStatus | undefined): boolean {
  return duration?.rolloutStartedAt !== undefined && !isOver(duration);
}

function isOver(duration: DurationStatus | undefined): boolean {
  return duration?.rolloutStartedAt !== undefined && duration.finishedAt !== undefined;
}

function hasAllPods({ sets, rollout }: Draft): boolean {
  return sets.newRS !== undefined && sets.newRS.available >= rollout.spec.replicas;
}

function wasRetried(draft: Draft): boolean {
  const progress = conditionOf(draft.rollout.status.conditions, 'Progressing');
  return !isUpdateAborted(draft) && progress?.reason === 'RolloutAborted';
}
