import { type ReplicaSet, sumAvailable } from '../replica-set.ts';
import type { TrafficWeights } from '../status.ts';
import { basicSizes } from './basic-sizes.ts';
import { isProgressThresholdMet } from './progress-threshold.ts';
import { routedSizes } from './routed-sizes.ts';
import type { CanaryUpdate, Sizes } from './update.ts';

/**
 * The sizes that a canary update wants now.
 *
 * @param weights  what the routers were told; without meaning where nothing is routed
 */
export function canarySizes(update: CanaryUpdate, weights: TrafficWeights | undefined): Sizes {
  const { trafficRouting } = update.strategy;
  return trafficRouting === undefined ? basicSizes(update) : routedSizes(update, trafficRouting, weights);
}

/**
 * Whether the sizes are reached, on which `setWeight` and `setCanaryScale` wait before they are done.
 * The stable side need only be created. Without routing every other ReplicaSet must be gone, since it would get traffic.
 *
 * @see rollout.md §7.4
 */
export function isAtDesiredCounts(update: CanaryUpdate, weights: TrafficWeights | undefined): boolean {
  const { strategy, sets } = update;
  const { canary, stable } = canarySizes(update, weights);
  const { replicaProgressThreshold, trafficRouting } = strategy;
  const isStableReached = trafficRouting?.dynamicStableScale === true || isCreated(sets.stableRS, stable);
  const areOthersGone = trafficRouting !== undefined || sumAvailable(sets.otherRSs) === 0;
  return isProgressThresholdMet(replicaProgressThreshold, sets.newRS, canary) && isStableReached && areOthersGone;
}

function isCreated(set: ReplicaSet | undefined, desired: number): boolean {
  return set !== undefined && set.replicas === desired && set.created === desired;
}
