import type { Draft } from '../plan/draft.ts';
import { type CanaryStrategy, maxTrafficWeight, type TrafficRouting } from '../strategy.ts';
import { canaryUpdate } from './canary-update.ts';
import { desiredWeight } from './weight.ts';

/**
 * The weight on the way back to stable: none at once where stable kept its pods; where it shrank, traffic follows the pods that come back.
 * It never rises on the way.
 *
 * @see rollout.md §8.3
 */
export function abortWeight(draft: Draft, strategy: CanaryStrategy, routing: TrafficRouting): number {
  const { rollout, sets } = draft;
  const { replicas } = rollout.spec;
  if (!routing.dynamicStableScale || sets.newRS === undefined || sets.stableRS === undefined || replicas === 0)
    return 0;
  const maxWeight = maxTrafficWeight(strategy);
  const target = desiredWeight(canaryUpdate(draft, strategy));
  const carried = Math.trunc((maxWeight * sets.stableRS.available) / replicas);
  const expected = Math.max(0, maxWeight - carried);
  const told = rollout.status.canary.weights?.canary.weight;
  if (told === undefined) return Math.max(expected, target);
  if (target <= 0) return Math.min(expected, told);
  return carried < maxWeight - target ? told : Math.min(target, told);
}
