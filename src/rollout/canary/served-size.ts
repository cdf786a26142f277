import type { TrafficWeights } from '../status.ts';
import { maxTrafficWeight } from '../strategy.ts';
import { canaryScale } from './canary-scale.ts';
import type { CanaryUpdate } from './update.ts';
import { desiredWeight, podsForWeight } from './weight.ts';

/**
 * The pods that the new revision needs for the traffic that it still gets. They stay when its weight is lowered, until stable could take the
 * traffic; where the user scales the canary apart from its traffic, they are the user's business (decision 0029).
 *
 * @param weights  what the routers were told
 * @returns        0 where nothing is routed
 */
export function servedSize(update: CanaryUpdate, weights: TrafficWeights | undefined): number {
  const { replicas, strategy, sets } = update;
  const told = weights?.canary;
  const isNew = told !== undefined && told.podTemplateHash === sets.newRS?.hash;
  const scale = canaryScale(update);
  const followsTraffic = scale.kind === 'weight' && scale.weight === desiredWeight(update);
  if (!isNew || !followsTraffic || strategy.trafficRouting === undefined) return 0;
  return Math.min(sets.newRS?.replicas ?? 0, podsForWeight(told.weight, replicas, maxTrafficWeight(strategy)));
}
