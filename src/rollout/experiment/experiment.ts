import type { Millis } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RawArgument } from '../../resources/schema/argument.ts';
import type { DryRunRule, RetentionRule } from '../../resources/schema/rules.ts';
import type { ExperimentStatus } from './status.ts';

/** An Experiment as it is decided about: defaults filled in, texts read into numbers and unions. @see rollout.md §18.2 */
export interface Experiment {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** True once somebody deleted it; nothing is done for it any more. */
  readonly isDeleted: boolean;
  /** Which controller it belongs to, from its label; empty for none. Passed on to its runs. */
  readonly instanceId: string;
  /** The Rollout whose step it is; absent for one that a user wrote. */
  readonly rolloutName?: string;
  readonly spec: ExperimentSpec;
  readonly status: ExperimentStatus;
}

export interface ExperimentSpec {
  readonly templates: readonly ExperimentTemplate[];
  readonly analyses: readonly ExperimentAnalysis[];
  /** How long to run from `availableAt` on; absent: until the required analyses end, or it is told to stop. */
  readonly duration?: ExperimentDuration;
  /** How long a template may show no progress, in seconds. */
  readonly progressDeadlineSeconds: number;
  /** How long pods stay after the end. */
  readonly scaleDownDelay: Millis;
  readonly terminate: boolean;
  readonly dryRun: readonly DryRunRule[];
  readonly measurementRetention: readonly RetentionRule[];
  /** What the runs are labelled and annotated with. */
  readonly runLabels: JsonObject;
  readonly runAnnotations: JsonObject;
}

/** `unreadable`: no Go duration. It never ends, and `why` is Go's text. */
export type ExperimentDuration =
  | { readonly kind: 'length'; readonly length: Millis }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface ExperimentTemplate {
  /** Empty or repeated only in an invalid Experiment. */
  readonly name: string;
  readonly replicas: number;
  readonly minReadySeconds: number;
  /** A label selector as written; absent only in an invalid Experiment. */
  readonly selector?: JsonObject;
  /** The PodTemplateSpec as written. */
  readonly template: JsonObject;
  /** Asks for a Service; without a name it is called like the ReplicaSet. */
  readonly service?: { readonly name: string };
}

export interface ExperimentAnalysis {
  readonly name: string;
  readonly templateName: string;
  readonly clusterScope: boolean;
  readonly args: readonly RawArgument[];
  /** The Experiment ends when all of these are successful. */
  readonly requiredForCompletion: boolean;
}
