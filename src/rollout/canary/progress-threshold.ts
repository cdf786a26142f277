import type { ReplicaSet } from '../replica-set.ts';
import type { ReplicaProgressThreshold } from '../strategy.ts';

/** Fractions are not exact: a percentage this close has been reached. */
const EPSILON = 1e-10;

/**
 * Whether enough of a size is there: all of it, or what the threshold asks for. `Pods` asks for a number,
 * but never for more than are wanted (decision 0028).
 *
 * @param desired  the size that was asked for
 * @see rollout.md §7.4
 */
export function isProgressThresholdMet(
  threshold: ReplicaProgressThreshold | undefined,
  set: ReplicaSet | undefined,
  desired: number,
): boolean {
  if (set === undefined) return false;
  if (threshold === undefined || threshold.value < 0) return set.replicas === desired && set.available === desired;
  if (threshold.type === 'Pods') return set.available >= Math.min(threshold.value, desired);
  return desired === 0 || (set.available / desired) * 100 >= threshold.value - EPSILON;
}
