import type { Instant } from '../core/instant.ts';
import type { Json } from '../core/json.ts';
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
  /** When the abort was first seen; absent while nothing is aborted. */
  readonly abortedAt?: Instant;
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
  /** What an autoscaler counts, `HPAReplicas`. */
  readonly hpaReplicas: number;
  /** For the scale subresource: `app=shop`. */
  readonly selector: string;
  /** How often a hash was taken by a strange ReplicaSet; none and 0 give different hashes. */
  readonly collisionCount?: number;
  /** In the order in which they were last set. */
  readonly conditions: readonly RolloutCondition[];
  /** Empty before the first sync. */
  readonly phase: RolloutPhase | '';
  readonly message: string;
  readonly canary: CanaryStatus;
  readonly blueGreen: BlueGreenStatus;
  /** How long the update takes; absent before the first. */
  readonly duration?: DurationStatus;
  /** What the ALB router keeps; passed on as it is. */
  readonly alb?: Json;
  readonly albs?: Json;
}

export interface CanaryStatus {
  /** Absent until a router was told a weight. */
  readonly weights?: TrafficWeights;
  /** Name of the Experiment of the current step, until it has ended; empty if none. */
  readonly currentExperiment: string;
  readonly currentStepAnalysisRunStatus?: AnalysisRunReference;
  readonly currentBackgroundAnalysisRunStatus?: AnalysisRunReference;
  /** Which of the two services is stable; empty counts as `pong`. */
  readonly stablePingPong: 'ping' | 'pong' | '';
  /** One for each run of a step plugin; passed on as they are. */
  readonly stepPluginStatuses: readonly Json[];
}

/** What the routers were told last. */
export interface TrafficWeights {
  readonly canary: WeightDestination;
  readonly stable: WeightDestination;
  /** Templates of an experiment that get traffic too. */
  readonly additional: readonly WeightDestination[];
  /** Whether the router has been seen to follow; absent where it cannot tell. */
  readonly verified?: boolean;
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
  readonly prePromotionAnalysisRunStatus?: AnalysisRunReference;
  readonly postPromotionAnalysisRunStatus?: AnalysisRunReference;
}

export interface AnalysisRunReference {
  readonly name: string;
  readonly status: Phase | '';
  readonly message: string;
}

/** Whole seconds count, as in every stored time (rollout.md §14). */
export interface DurationStatus {
  readonly rolloutStartedAt?: Instant;
  /** When the pause that a user has to end began; absent outside of one. */
  readonly manualPauseStartedAt?: Instant;
  readonly totalManualPauseDurationSeconds?: number;
  /** Present once the attempt is over. */
  readonly finishedAt?: Instant;
  /** May be known before the end: that of a rollback is. */
  readonly completionStatus?: CompletionStatus;
}

export type CompletionStatus = 'Promoted' | 'FastPromoted' | 'Aborted' | 'Superseded' | 'RolledBack' | 'FastRolledBack';

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
