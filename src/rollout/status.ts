import type { Instant } from '../core/instant.ts';
import type { Phase } from '../resources/run-status.ts';

/** `Rollout.status` under upstream's names, with times as moments; an empty text where upstream leaves a text out (rollout.md §14). */
export interface RolloutStatus {
  /** Hash of the new ReplicaSet. */
  readonly currentPodHash: string;
  /** Hash of the ReplicaSet that was promoted last; empty before the first promotion. */
  readonly stableRS: string;
  readonly currentStepHash: string;
  /** From 0; the number of steps once all are done. Absent without steps. */
  readonly currentStepIndex?: number;
  readonly abort: boolean;
  readonly promoteFull: boolean;
  readonly controllerPause: boolean;
  readonly pauseConditions: readonly PauseCondition[];
  /** A number as a text; in very old Rollouts a hash. */
  readonly observedGeneration: string;
  readonly workloadObservedGeneration: string;
  readonly restartedAt?: Instant;
  readonly replicas: number;
  readonly updatedReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  /** In the order in which they were last set. */
  readonly conditions: readonly RolloutCondition[];
  /** Empty before the first sync. */
  readonly phase: RolloutPhase | '';
  readonly message: string;
  readonly canary: CanaryStatus;
  readonly blueGreen: BlueGreenStatus;
}

export interface CanaryStatus {
  /** Absent until a router was told a weight. */
  readonly weights?: TrafficWeights;
}

/** What the routers were told last. */
export interface TrafficWeights {
  readonly canary: WeightDestination;
  readonly stable: WeightDestination;
}

export interface WeightDestination {
  readonly weight: number;
  readonly serviceName: string;
  readonly podTemplateHash: string;
}

export interface BlueGreenStatus {
  /** Hash that the active service selects; empty if none. */
  readonly activeSelector: string;
  readonly previewSelector: string;
  /** The preview was checked at its small size and may grow. */
  readonly scaleUpPreviewCheckPoint: boolean;
  readonly postPromotionAnalysisRunStatus?: AnalysisRunReference;
}

export interface AnalysisRunReference {
  readonly name: string;
  readonly status: Phase | '';
  readonly message: string;
}

export interface PauseCondition {
  readonly reason: string;
  readonly startTime?: Instant;
}

export type RolloutPhase = 'Healthy' | 'Degraded' | 'Progressing' | 'Paused';

export interface RolloutCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly lastUpdateTime?: Instant;
  readonly lastTransitionTime?: Instant;
}

/** Whether the new ReplicaSet is the stable one; also true while there is neither (rollout.md, vocabulary). */
export function isFullyPromoted({
  stableRS,
  currentPodHash,
}: Pick<RolloutStatus, 'stableRS' | 'currentPodHash'>): boolean {
  return stableRS === currentPodHash;
}

/** Whether there is a stable revision and it is the new one: the condition Completed. */
export function isUpdateCompleted(status: Pick<RolloutStatus, 'stableRS' | 'currentPodHash'>): boolean {
  return status.stableRS !== '' && isFullyPromoted(status);
}
