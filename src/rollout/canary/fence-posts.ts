import type { BlueGreenStrategy, CanaryStrategy, Share } from '../strategy.ts';

/** How far an update may stray from its number of pods. */
export interface FencePosts {
  /** Pods above `spec.replicas` that may exist. */
  readonly maxSurge: number;
  /** Pods below `spec.replicas` that may be missing; never more than there are. */
  readonly maxUnavailable: number;
}

/**
 * Resolves both at once: if both come to nothing, one pod may be missing, or the update could not move.
 *
 * @param replicas  `spec.replicas`
 * @see rollout.md §7.1
 */
export function fencePosts(
  { maxSurge, maxUnavailable }: Pick<CanaryStrategy, 'maxSurge' | 'maxUnavailable'>,
  replicas: number,
): FencePosts {
  const surge = podsOf(maxSurge, replicas, Math.ceil);
  const unavailable = podsOf(maxUnavailable, replicas, Math.floor);
  return { maxSurge: surge, maxUnavailable: Math.min(surge === 0 ? unavailable || 1 : unavailable, replicas) };
}

/** The same for a blue-green update, which has no surge; only restarts ask. */
export function blueGreenFencePosts(
  { maxUnavailable }: Pick<BlueGreenStrategy, 'maxUnavailable'>,
  replicas: number,
): FencePosts {
  return { maxSurge: 0, maxUnavailable: Math.min(podsOf(maxUnavailable, replicas, Math.floor), replicas) };
}

function podsOf(share: Share, replicas: number, round: (pods: number) => number): number {
  return share.kind === 'pods' ? share.pods : round((share.percent * replicas) / 100);
}
