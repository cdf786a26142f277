import type { Draft } from '../plan/draft.ts';
import { isUpdateAborted } from '../plan/draft.ts';
import { isFullyPromoted, type WeightDestination } from '../status.ts';
import { type CanaryStrategy, maxTrafficWeight, type TrafficRouting } from '../strategy.ts';
import { abortWeight } from './abort-weight.ts';
import { isAtDesiredCounts } from './canary-sizes.ts';
import { canaryUpdate } from './canary-update.ts';
import { dynamicRollback } from './dynamic-rollback.ts';
import { experimentDestinations } from './experiment-destinations.ts';
import { trafficElsewhere } from './traffic-elsewhere.ts';
import { currentSetWeight } from './weight.ts';

/** Where traffic shall go. What neither the canary nor an experiment takes is stable's. */
export interface Choice {
  readonly weight: number;
  readonly additional: readonly WeightDestination[];
  /** The revision that takes the canary's weight, where it is not the new one. */
  readonly canaryHash?: string;
  /** Header and mirror routes go. */
  readonly removesRoutes: boolean;
  /** The service of the new pods serves stable ones: the update was aborted and nothing is left to serve. */
  readonly returnsService: boolean;
}

/**
 * The weight of the canary. First match wins; the order is upstream's.
 *
 * @see rollout.md §9.1
 */
export function chooseWeight(draft: Draft, strategy: CanaryStrategy, routing: TrafficRouting): Choice {
  const { rollout, sets } = draft;
  const { status, spec } = rollout;
  const canaryHash = dynamicRollback(draft, strategy);
  if (canaryHash !== undefined) return { ...NONE, weight: abortWeight(draft, strategy, routing), canaryHash };
  if (isFullyPromoted(status)) return { ...NONE, removesRoutes: true };
  if (isUpdateAborted(draft)) {
    const weight = abortWeight(draft, strategy, routing);
    const elsewhere = trafficElsewhere(draft);
    const kept = elsewhere === undefined ? {} : { canaryHash: elsewhere };
    return {
      ...NONE,
      ...kept,
      weight,
      removesRoutes: true,
      returnsService: !routing.dynamicStableScale || weight === 0,
    };
  }
  const additional = experimentDestinations(draft, strategy);
  const available = sets.newRS?.available ?? 0;
  if (available === 0) return { ...NONE, additional, removesRoutes: true };
  if (status.promoteFull) {
    const told = status.canary.weights?.canary.weight ?? 0;
    const full = Math.trunc((maxTrafficWeight(strategy) * available) / spec.replicas);
    return { ...NONE, weight: routing.dynamicStableScale ? full : told, removesRoutes: true };
  }
  return stepWeight(draft, strategy, additional);
}

const NONE: Choice = { weight: 0, additional: [], removesRoutes: false, returnsService: false };

/** Without steps traffic moves only when services are switched at the promotion. */
function stepWeight(draft: Draft, strategy: CanaryStrategy, additional: readonly WeightDestination[]): Choice {
  const { steps } = strategy;
  const { status } = draft.rollout;
  const { currentStepIndex: index = 0 } = status;
  if (steps.length === 0) return NONE;
  if (!isAtDesiredCounts(canaryUpdate(draft, strategy), undefined)) {
    const reached = steps.slice(0, index).findLast(({ setWeight }) => setWeight !== undefined);
    // Traffic leaves before its pods do (decision 0029).
    return { ...NONE, weight: Math.min(reached?.setWeight ?? 0, currentSetWeight(strategy, status)), additional };
  }
  if (index === steps.length) return { ...NONE, weight: maxTrafficWeight(strategy) };
  return { ...NONE, weight: currentSetWeight(strategy, status), additional };
}
