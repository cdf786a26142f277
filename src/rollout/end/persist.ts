import { rolloutPhase } from '../phase/rollout-phase.ts';
import type { Course } from '../plan/course.ts';
import { want } from '../plan/difference.ts';
import { type Draft, tell } from '../plan/draft.ts';
import { normal } from '../plan/event.ts';
import type { RolloutStatus } from '../status.ts';
import { conditionsAfter } from './conditions-after.ts';
import { abortAfterDeadline } from './deadline-abort.ts';
import { durationAfter } from './duration.ts';
import { withPauses } from './pauses.ts';
import { wakeForDeadline } from './wake-for-deadline.ts';

/**
 * Completes a status with what is computed of every status alike, in an order in which each part needs those before it, and stores it.
 *
 * @see rollout.md §4.3
 */
export function persist(draft: Draft, course: Course, settled: RolloutStatus): Draft {
  const observed = { ...settled, ...generationsOf(draft) };
  const aborting = abortAfterDeadline(draft, observed);
  // A full promotion takes an abort back: kept, it would begin again what has just timed out, for ever (decision 0025).
  const promoteFull = observed.promoteFull && aborting === draft;
  const paused = withPauses(aborting, { ...observed, promoteFull });
  const conditioned = conditionsAfter(aborting, course, paused);
  const phased = { ...conditioned.status, ...rolloutPhase({ spec: draft.rollout.spec, status: conditioned.status }) };
  const { duration: _, ...rest } = phased;
  const duration = durationAfter(conditioned.draft, course, phased);
  const status = { ...rest, ...(duration && { duration }) };
  const written = want(conditioned.draft, { kind: 'status', status });
  return written === conditioned.draft
    ? wakeForDeadline(conditioned.draft, status)
    : tellPauses(written, draft.rollout.status, status);
}

function generationsOf({
  rollout,
  facts,
}: Draft): Pick<RolloutStatus, 'observedGeneration' | 'workloadObservedGeneration'> {
  const workload = facts.isTemplateResolved ? String(rollout.workloadGeneration ?? 0) : '';
  return { observedGeneration: String(rollout.generation), workloadObservedGeneration: workload };
}

/** An abort ends pauses too, but nobody resumed anything. */
function tellPauses(draft: Draft, before: RolloutStatus, after: RolloutStatus): Draft {
  const [pause] = after.pauseConditions;
  const wasPaused = before.pauseConditions.length > 0;
  if (pause !== undefined && !wasPaused)
    return tell(draft, normal('RolloutPaused', `Rollout is paused (${pause.reason})`));
  if (pause === undefined && wasPaused && after.abortedAt === undefined) {
    return tell(draft, normal('RolloutResumed', 'Rollout is resumed'));
  }
  return draft;
}
