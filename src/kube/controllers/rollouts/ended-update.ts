import type { Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { readStatus } from '../../../rollout/reading/read-status.ts';
import type { DurationStatus } from '../../../rollout/status.ts';

/** How an update came to its end. Lengths in seconds; `manualPause` is how much of the whole somebody waited for a user. */
export interface EndedUpdate {
  readonly status: string;
  readonly total: number;
  readonly manualPause: number;
}

/**
 * The update that ended between two versions of a Rollout, if one did. One that gives way to another shows only in that a later one has
 * begun.
 *
 * @see rollout.md §14
 */
export function endedUpdate(before: JsonObject, after: JsonObject): EndedUpdate | undefined {
  const [was, is] = [durationOf(before), durationOf(after)];
  if (was?.rolloutStartedAt === undefined || was.finishedAt !== undefined || is?.rolloutStartedAt === undefined) {
    return undefined;
  }
  if (is.rolloutStartedAt !== was.rolloutStartedAt) return ended(was, 'Superseded', is.rolloutStartedAt);
  return is.finishedAt === undefined ? undefined : ended(is, is.completionStatus ?? '', is.finishedAt);
}

function durationOf(rollout: JsonObject): DurationStatus | undefined {
  return readStatus(new Fields(rollout).below('status')).duration;
}

function ended(duration: DurationStatus, status: string, at: Instant): EndedUpdate {
  const { rolloutStartedAt = at, manualPauseStartedAt = at, totalManualPauseDurationSeconds = 0 } = duration;
  return {
    status,
    total: secondsBetween(rolloutStartedAt, at),
    manualPause: totalManualPauseDurationSeconds + secondsBetween(manualPauseStartedAt, at),
  };
}

function secondsBetween(from: Instant, to: Instant): number {
  return Math.max(0, (to - from) / 1000);
}
