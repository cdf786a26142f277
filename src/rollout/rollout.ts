import type { Instant, Millis } from '../core/instant.ts';
import type { RolloutStatus } from './status.ts';
import type { Strategy } from './strategy.ts';

/** A Rollout as it is decided about: defaults filled in, texts read into numbers and unions. */
export interface Rollout {
  readonly name: string;
  readonly namespace: string;
  /** `metadata.generation`: counts the changes of the spec. */
  readonly generation: number;
  /** Which generation of the workload its template came from; absent where no annotation says so. */
  readonly workloadGeneration?: number;
  readonly spec: RolloutSpec;
  readonly status: RolloutStatus;
}

export interface RolloutSpec {
  readonly replicas: number;
  readonly paused: boolean;
  readonly restartAt?: Instant;
  /** How long an update may show no progress. */
  readonly progressDeadline: Millis;
  readonly strategy: Strategy;
  /** `minReadySeconds`. */
  readonly minReadySeconds: number;
  /** Old ReplicaSets that are kept. */
  readonly revisionHistoryLimit: number;
  /** How far back a rollback may go without steps; 0: nowhere. */
  readonly rollbackRevisions: number;
  /** An update that shows no progress is aborted, not only reported. */
  readonly progressDeadlineAbort: boolean;
  /** The workload whose template it takes; absent where it has its own. */
  readonly workload?: WorkloadReference;
  /** AnalysisRuns, and Experiments, that are kept once they have ended. */
  readonly historyLimits: HistoryLimits;
}

export interface WorkloadReference {
  readonly kind: string;
  readonly name: string;
  /** When the workload's own pods go (rollout.md §20.4). */
  readonly scaleDown: 'never' | 'onsuccess' | 'progressively';
}

export interface HistoryLimits {
  readonly successful: number;
  /** Failed, Error and Inconclusive together. */
  readonly unsuccessful: number;
}
