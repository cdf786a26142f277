import { present } from '../../resources/members.ts';
import { referenceTo } from '../analysis/keep-runs.ts';
import { promote } from '../end/promote.ts';
import { resetUpdate } from '../end/reset-update.ts';
import type { Course, Settled } from '../plan/course.ts';
import { type Draft, intend, isUpdateAborted, tell } from '../plan/draft.ts';
import { normal } from '../plan/event.ts';
import { clearing, resuming } from '../plan/intent.ts';
import { sumAvailable } from '../replica-set.ts';
import { formatSelector } from '../replica-sets/format-selector.ts';
import { isRollbackWithinWindow } from '../replica-sets/rollback.ts';
import { type CanaryStatus, isFullyPromoted, type RolloutStatus } from '../status.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { hasCompletedStep } from './completed-step.ts';
import { hasUpdateChanged, stepHashOf } from './has-update-changed.ts';
import { promotionReason } from './promotion-reason.ts';
import { currentStep } from './step.ts';
import { stepText } from './step-text.ts';

/**
 * What becomes of a canary update. Overrides are asked first: an update that starts over, a full promotion or a rollback within the
 * window, the promotion itself, an abort; otherwise a step may be done.
 *
 * @see rollout.md §10, §11
 */
export function settleCanary(strategy: CanaryStrategy): Course['settle'] {
  return (draft, base) => {
    const status = { ...base, ...factsOf(draft, base) };
    if (hasUpdateChanged(draft)) return startOver(draft, status, strategy);
    const isFast = draft.rollout.status.promoteFull || isRollbackWithinWindow(draft);
    const cleared = isFast ? intend(draft, clearing(draft.intent)) : draft;
    const reason = promotionReason(cleared, strategy);
    if (reason !== undefined) return promoted(cleared, strategy, status, reason);
    if (isUpdateAborted(cleared)) return aborted(cleared, strategy, status);
    const { length } = strategy.steps;
    if (isFast && length > 0) return { draft: cleared, status: withIndex(status, length) };
    return stepped(cleared, strategy, status);
  };
}

function factsOf(draft: Draft, { canary }: RolloutStatus): Partial<RolloutStatus> {
  const { sets, rollout, runs, facts } = draft;
  return {
    availableReplicas: sumAvailable(sets.all),
    hpaReplicas: sets.all.reduce((sum, { created }) => sum + created, 0),
    selector: formatSelector(facts.json),
    currentStepHash: stepHashOf(draft),
    canary: present<CanaryStatus>({
      ...canary,
      weights: canary.weights,
      stablePingPong: rollout.status.canary.stablePingPong,
      stepPluginStatuses: rollout.status.canary.stepPluginStatuses,
      currentStepAnalysisRunStatus: referenceTo(runs.step),
      currentBackgroundAnalysisRunStatus: referenceTo(runs.background),
    }),
  };
}

/** Back to stable, or to a revision within the window that still has pods, needs no steps. */
function startOver(draft: Draft, status: RolloutStatus, { steps }: CanaryStrategy): Settled {
  const reset = resetUpdate(draft, status);
  if (steps.length === 0) return reset;
  const { newRS } = draft.sets;
  const skips =
    newRS?.hash === draft.rollout.status.stableRS
      ? 'Rollback to stable ReplicaSets'
      : isRollbackWithinWindow(draft) && (newRS?.replicas ?? 0) > 0
        ? 'Rollback to active ReplicaSets within RollbackWindow'
        : undefined;
  if (skips === undefined) return { draft: reset.draft, status: withIndex(reset.status, 0) };
  return { draft: tell(reset.draft, normal('SkipSteps', skips)), status: withIndex(reset.status, steps.length) };
}

/** With the stable revision its service changes too, where two of them take turns. */
function promoted(draft: Draft, { steps, pingPong }: CanaryStrategy, status: RolloutStatus, reason: string): Settled {
  const settled = promote(draft, status, reason);
  const isSwitched = pingPong !== undefined && !isFullyPromoted(status);
  const stablePingPong = status.canary.stablePingPong === 'ping' ? 'pong' : 'ping';
  const canary = isSwitched ? ({ ...settled.status.canary, stablePingPong } as const) : settled.status.canary;
  const done = { ...settled.status, canary };
  return { draft: settled.draft, status: steps.length === 0 ? done : withIndex(done, steps.length) };
}

function aborted(draft: Draft, { steps }: CanaryStrategy, status: RolloutStatus): Settled {
  if (steps.length === 0) return { draft, status };
  return { draft, status: withIndex(status, isFullyPromoted(status) ? steps.length : 0) };
}

function stepped(draft: Draft, strategy: CanaryStrategy, status: RolloutStatus): Settled {
  const { steps } = strategy;
  if (steps.length === 0) return { draft, status };
  const index = draft.rollout.status.currentStepIndex ?? 0;
  const step = currentStep({ ...draft.rollout.status, steps });
  if (step === undefined || !hasCompletedStep(draft, strategy, step))
    return { draft, status: withIndex(status, index) };
  const message = `Rollout step ${index + 1}/${steps.length} completed (${stepText(step)})`;
  const { currentStepAnalysisRunStatus: _, ...canary } = status.canary;
  return {
    draft: tell(intend(draft, resuming(draft.intent, 'CanaryPauseStep')), normal('RolloutStepCompleted', message)),
    status: withIndex({ ...status, canary }, index + 1),
  };
}

function withIndex(status: RolloutStatus, currentStepIndex: number): RolloutStatus {
  return { ...status, currentStepIndex };
}
