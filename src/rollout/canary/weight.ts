import { isFullyPromoted, type RolloutStatus } from '../status.ts';
import { type CanaryStrategy, maxTrafficWeight } from '../strategy.ts';
import { currentStep, stepsBack } from './step.ts';
import type { CanaryUpdate } from './update.ts';

/**
 * The weight that the steps ask for: of the last `setWeight` at or before the current step, 0 before the first,
 * all traffic when the steps are done or absent. 0 after an abort.
 *
 * @see rollout.md §7.2
 */
export function currentSetWeight(
  strategy: CanaryStrategy,
  status: Pick<RolloutStatus, 'abort' | 'currentStepIndex'>,
): number {
  if (status.abort) return 0;
  const position = { ...status, steps: strategy.steps };
  if (currentStep(position) === undefined) return maxTrafficWeight(strategy);
  return stepsBack(position).find(({ setWeight }) => setWeight !== undefined)?.setWeight ?? 0;
}

/**
 * The weight that sizes follow: that of the steps, but when a canary with a dynamic stable side is aborted,
 * the highest `setWeight` from the end of the steps that the canary's pods no longer fill, so that stable grows step by step.
 *
 * @see rollout.md §8.3
 */
export function desiredWeight(update: CanaryUpdate): number {
  return isDrainingStepwise(update) ? weightToDrainTo(update) : currentSetWeight(update.strategy, update.status);
}

/** All pods shall be new: the first deploy, nothing to update, or a full promotion. */
export function wantsAllNew(status: Pick<RolloutStatus, 'promoteFull' | 'stableRS' | 'currentPodHash'>): boolean {
  return status.promoteFull || status.stableRS === '' || isFullyPromoted(status);
}

/** Pods that carry a weight, rounded up. */
export function podsForWeight(weight: number, replicas: number, maxWeight: number): number {
  return Math.ceil((weight * replicas) / maxWeight);
}

function isDrainingStepwise({ strategy, status, sets }: CanaryUpdate): boolean {
  const isDynamic = strategy.trafficRouting?.dynamicStableScale === true;
  return status.abort && isDynamic && sets.newRS !== undefined && sets.stableRS !== undefined;
}

function weightToDrainTo({ replicas, strategy, sets }: CanaryUpdate): number {
  const missing = replicas - (sets.stableRS?.available ?? 0);
  // A canary that is held at its size by an explicit delay must not hold the weight up too: weight, canary and stable would wait for one another.
  const isHeld = strategy.trafficRouting?.abortScaleDown.kind === 'after';
  const needed = isHeld ? missing : Math.max(missing, sets.newRS?.available ?? 0);
  const weights = strategy.steps.flatMap(({ setWeight }) => setWeight ?? []);
  return weights.findLast((weight) => podsForWeight(weight, replicas, maxTrafficWeight(strategy)) < needed) ?? 0;
}
