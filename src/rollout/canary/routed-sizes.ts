import type { TrafficWeights } from '../status.ts';
import { maxTrafficWeight, type TrafficRouting } from '../strategy.ts';
import { canaryScale } from './canary-scale.ts';
import type { CanaryUpdate, Sizes } from './update.ts';
import { podsForWeight } from './weight.ts';

/**
 * The sizes of a canary whose traffic is routed. The stable side stays whole, unless `dynamicStableScale` lets it follow its traffic:
 * then each side keeps the pods of the traffic that it gets and of the traffic that it is to get.
 *
 * @param weights  what the routers were told: for stable the stored ones, so that it shrinks only after its traffic has left
 * @see rollout.md §8.1, §8.2
 */
export function routedSizes(update: CanaryUpdate, routing: TrafficRouting, weights: TrafficWeights | undefined): Sizes {
  const { replicas, strategy, status } = update;
  const maxWeight = maxTrafficWeight(strategy);
  const pods = (weight: number): number => podsForWeight(weight, replicas, maxWeight);
  const atLeast = (count: number): number => atLeastMinPods(count, replicas, routing);
  const scale = canaryScale(update);
  const canary = scale.kind === 'replicas' ? scale.replicas : atLeast(pods(scale.weight));
  if (!routing.dynamicStableScale) return { canary, stable: replicas };

  const weight = scale.kind === 'replicas' ? 0 : scale.weight;
  const told = { canary: pods(weights?.canary.weight ?? 0), stable: pods(weights?.stable.weight ?? 0) };
  return {
    // Nothing is taken from an aborted canary that still gets traffic.
    canary: atLeast(status.abort ? Math.max(canary, told.canary) : canary),
    stable: atLeast(Math.max(pods(maxWeight - weight), told.stable)),
  };
}

/** A side has `minPodsPerReplicaSet` pods or none; never more than the Rollout has. */
function atLeastMinPods(count: number, replicas: number, { minPodsPerReplicaSet = 0 }: TrafficRouting): number {
  return count === 0 ? 0 : Math.max(count, Math.min(minPodsPerReplicaSet, replicas));
}
