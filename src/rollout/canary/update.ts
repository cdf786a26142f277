import type { ReplicaSets } from '../replica-set.ts';
import type { RolloutStatus } from '../status.ts';
import type { CanaryStrategy } from '../strategy.ts';

/** All that decides how many pods a canary update wants. */
export interface CanaryUpdate {
  /** `spec.replicas`. */
  readonly replicas: number;
  readonly strategy: CanaryStrategy;
  readonly status: Pick<RolloutStatus, 'abort' | 'promoteFull' | 'stableRS' | 'currentPodHash' | 'currentStepIndex'>;
  readonly sets: ReplicaSets;
}

/** Sizes of the new and the stable ReplicaSet, in pods. */
export interface Sizes {
  readonly canary: number;
  readonly stable: number;
}
