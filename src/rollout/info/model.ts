import type { Json } from '../../core/json.ts';

/*
 * What a person is shown of a Rollout and of an Experiment, under upstream's names: the one model behind the tree of the
 * command line, the dashboard and its API. Nothing is left out: what is not there is '', 0, false or an empty list.
 * See reference/interfaces.md §4.
 */

/** What identifies an object. */
export interface InfoMeta {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** RFC 3339; empty while there is none. */
  readonly creationTimestamp: string;
}

export interface RolloutInfo {
  readonly objectMeta: RolloutMeta;
  /** As a client sees the phase: `Healthy`, `Degraded`, `Progressing`, `Paused`. */
  readonly status: string;
  readonly message: string;
  readonly icon: string;
  readonly strategy: 'Canary' | 'BlueGreen' | '';
  /** `3/8`; empty without steps. */
  readonly step: string;
  /** The weight that the steps ask for; empty unless it is a canary. */
  readonly setWeight: string;
  /** The weight that the canary has; empty unless it is a canary. */
  readonly actualWeight: string;
  readonly ready: number;
  readonly current: number;
  readonly desired: number;
  readonly updated: number;
  readonly available: number;
  /** `Never`, or a time such as `2026-08-20 10:00:00 +0000 UTC`. */
  readonly restartedAt: string;
  /** The generation that the controller has seen. */
  readonly generation: string;
  /** Newest revision first. */
  readonly replicaSets: readonly ReplicaSetInfo[];
  /** Newest revision first. */
  readonly experiments: readonly ExperimentInfo[];
  /** Newest revision first. */
  readonly analysisRuns: readonly AnalysisRunInfo[];
  readonly containers: readonly ContainerInfo[];
  readonly initContainers: readonly ContainerInfo[];
  /** As they are written; empty while no step is current. */
  readonly steps: readonly Json[];
}

export interface RolloutMeta extends InfoMeta {
  readonly generation: number;
  readonly resourceVersion: string;
  readonly labels: Readonly<Record<string, Json>>;
  readonly annotations: Readonly<Record<string, Json>>;
}

export interface ReplicaSetInfo {
  readonly objectMeta: InfoMeta;
  /** `Healthy`, `Progressing`, `ScaledDown`, `ReplicaFailure`. */
  readonly status: string;
  readonly icon: string;
  /** 0 when it carries none. */
  readonly revision: number;
  readonly stable: boolean;
  readonly canary: boolean;
  readonly active: boolean;
  readonly preview: boolean;
  readonly ping: boolean;
  readonly pong: boolean;
  readonly replicas: number;
  readonly available: number;
  /** The template of an Experiment that it belongs to. */
  readonly template: string;
  /** As the annotation says it; RFC 3339. */
  readonly scaleDownDeadline: string;
  readonly images: readonly string[];
  readonly initContainerImages: readonly string[];
  /** Oldest first. */
  readonly pods: readonly PodInfo[];
}

export interface PodInfo {
  readonly objectMeta: InfoMeta;
  /** In kubectl's words: `Running`, `Init:0/1`, `CrashLoopBackOff`. */
  readonly status: string;
  readonly icon: string;
  /** Containers that are ready, and all: `1/2`. */
  readonly ready: string;
  readonly restarts: number;
}

export interface ExperimentInfo {
  readonly objectMeta: InfoMeta;
  readonly icon: string;
  readonly revision: number;
  readonly status: string;
  readonly message: string;
  readonly replicaSets: readonly ReplicaSetInfo[];
  readonly analysisRuns: readonly AnalysisRunInfo[];
}

export interface AnalysisRunInfo {
  readonly objectMeta: InfoMeta;
  readonly icon: string;
  readonly revision: number;
  readonly status: string;
  /** Measurements over all metrics; so are the three that follow. */
  readonly successful: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly error: number;
  /** Measurements that were Jobs, in the order in which they were taken. */
  readonly jobs: readonly JobInfo[];
  /** Measurements that keep no metadata, in the order in which they were taken. */
  readonly nonJobInfo: readonly NonJobInfo[];
  readonly metrics: readonly MetricInfo[];
  /** The whole run as it is stored. */
  readonly specAndStatus: { readonly spec: Json; readonly status: Json };
}

export interface JobInfo {
  /** Its creation is taken to be the start of the measurement. */
  readonly objectMeta: InfoMeta;
  readonly icon: string;
  readonly status: string;
  readonly metricName: string;
  readonly startedAt: string;
}

export interface NonJobInfo {
  readonly value: string;
  readonly status: string;
  readonly metricName: string;
  readonly startedAt: string;
}

/** A metric as the run's spec has it. Numbers that are written as texts count as 0. */
export interface MetricInfo {
  readonly name: string;
  readonly successCondition: string;
  readonly count: number;
  readonly inconclusiveLimit: number;
  readonly failureLimit: number;
}

export interface ContainerInfo {
  readonly name: string;
  readonly image: string;
}
