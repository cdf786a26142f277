import type { ReplicaSet } from '../replica-set.ts';
import type { RolloutStatus } from '../status.ts';
import type { BlueGreenStrategy } from '../strategy.ts';

/** All that decides how many pods the new ReplicaSet of a blue-green update wants. */
export interface BlueGreenUpdate {
  /** `spec.replicas`. */
  readonly replicas: number;
  /** `spec.paused`. */
  readonly paused: boolean;
  readonly strategy: Pick<BlueGreenStrategy, 'previewReplicaCount'>;
  readonly status: Pick<RolloutStatus, 'currentPodHash' | 'promoteFull' | 'pauseConditions' | 'blueGreen'>;
  readonly newRS: ReplicaSet;
  /** The one that the active service points at; absent if there is none. */
  readonly activeRS?: ReplicaSet;
}

/**
 * Full size, or `previewReplicaCount` while the new ReplicaSet is only looked at: until the check point is passed and nothing pauses.
 *
 * @see rollout.md §13.2
 */
export function newSize(update: BlueGreenUpdate): number {
  const { replicas, strategy } = update;
  return isPreviewOnly(update) ? (strategy.previewReplicaCount ?? replicas) : replicas;
}

function isPreviewOnly({ paused, status, newRS, activeRS }: BlueGreenUpdate): boolean {
  if (activeRS === undefined || activeRS.name === newRS.name || status.promoteFull) return false;
  const hasJustChanged = newRS.hash !== status.currentPodHash;
  const isPaused = paused || status.pauseConditions.length > 0;
  return hasJustChanged || isPaused || !status.blueGreen.scaleUpPreviewCheckPoint;
}
