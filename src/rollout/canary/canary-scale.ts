import { maxTrafficWeight } from '../strategy.ts';
import { type SetCanaryScale, stepsBack } from './step.ts';
import type { CanaryUpdate } from './update.ts';
import { desiredWeight, wantsAllNew } from './weight.ts';

/** What sizes the canary: a number of pods that a step names, or a weight. */
export type CanaryScale =
  | { readonly kind: 'replicas'; readonly replicas: number }
  | { readonly kind: 'weight'; readonly weight: number };

/** @see rollout.md §8.1 */
export function canaryScale(update: CanaryUpdate): CanaryScale {
  if (wantsAllNew(update.status)) return { kind: 'weight', weight: maxTrafficWeight(update.strategy) };
  const { replicas, weight } = setCanaryScaleInForce(update) ?? {};
  if (replicas !== undefined) return { kind: 'replicas', replicas };
  return { kind: 'weight', weight: weight ?? desiredWeight(update) };
}

/**
 * The last `setCanaryScale` at or before the current step, which no later `setWeight` cancels, only `matchTrafficWeight`.
 * It needs traffic routing, ends with the steps, and an abort ends it unless the user wants aborted pods to stay.
 */
function setCanaryScaleInForce({ strategy, status }: CanaryUpdate): SetCanaryScale | undefined {
  const { steps, trafficRouting } = strategy;
  if (trafficRouting === undefined) return undefined;
  if (status.abort && trafficRouting.abortScaleDown.kind !== 'never') return undefined;
  const step = stepsBack({ ...status, steps }).find(({ setCanaryScale }) => setCanaryScale !== undefined);
  return step?.setCanaryScale?.matchTrafficWeight === true ? undefined : step?.setCanaryScale;
}
