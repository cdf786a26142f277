import type { Millis } from '../core/instant.ts';
import type { JsonObject } from '../core/json.ts';
import type { RolloutAnalysis } from '../resources/schema/rollout-analysis.ts';
import type { CanaryStep } from './canary/step.ts';

/** How a Rollout goes from one revision to the next. */
export type Strategy = CanaryStrategy | BlueGreenStrategy;

/** A number of pods, or a part of `spec.replicas`. */
export type Share =
  | { readonly kind: 'pods'; readonly pods: number }
  | { readonly kind: 'percent'; readonly percent: number };

/** `spec.strategy.canary` (rollout.md §2.3). */
export interface CanaryStrategy {
  readonly kind: 'canary';
  readonly steps: readonly CanaryStep[];
  readonly maxSurge: Share;
  readonly maxUnavailable: Share;
  /** How much of a size must be available for a step to go on; absent: all of it. */
  readonly replicaProgressThreshold?: ReplicaProgressThreshold;
  readonly antiAffinity?: AntiAffinity;
  /** Service of the new pods; empty where there is none. */
  readonly canaryService: string;
  /** Service of the stable pods; empty where there is none. */
  readonly stableService: string;
  /** Two services that take turns in being stable. */
  readonly pingPong?: { readonly pingService: string; readonly pongService: string };
  readonly podMetadata?: RevisionMetadata;
  /** Analysis that runs beside the steps. */
  readonly analysis?: BackgroundAnalysis;
  readonly scaleDown: ScaleDown;
  /** Absent for a basic canary, which splits traffic by its number of pods. */
  readonly trafficRouting?: TrafficRouting;
}

export interface ReplicaProgressThreshold {
  readonly type: 'Percent' | 'Pods';
  /** Percent of the wanted size, or pods. Below 0 as if there were no threshold. */
  readonly value: number;
}

/** An analysis and the step from which on it runs; absent: from the first. */
export interface BackgroundAnalysis {
  readonly analysis: RolloutAnalysis;
  readonly startingStep?: number;
}

/** Labels and annotations that pods have only while their revision plays a part. Present where the user configured one of them. */
export interface RevisionMetadata {
  /** `canaryMetadata` or `previewMetadata`. */
  readonly new?: PodMetadata;
  /** `stableMetadata` or `activeMetadata`. */
  readonly stable?: PodMetadata;
}

export interface PodMetadata {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** As the user wrote it, for the annotation that remembers it. */
  readonly json: JsonObject;
}

/** How long the pods of a revision stay that was stable before (rollout.md §6.6). */
export interface ScaleDown {
  /** 0 for a basic canary, whose old pods go within the budget of an update. */
  readonly delay: Millis;
  /** The user named the delay. */
  readonly isDelayNamed: boolean;
  /** How many old revisions may wait; absent: all. */
  readonly revisionLimit?: number;
}

/** What a canary has only where routers split its traffic. */
export interface TrafficRouting {
  /** The weight that is all traffic: 100 unless `maxTrafficWeight` says otherwise. */
  readonly maxTrafficWeight: number;
  /** The stable side shrinks as traffic leaves it. */
  readonly dynamicStableScale: boolean;
  /** Pods that a side has at least, unless it has none. */
  readonly minPodsPerReplicaSet?: number;
  readonly abortScaleDown: AbortScaleDown;
  /** The routers that the user named, such as `istio`, in the order in which they are told; plugins by `plugins/NAME`. */
  readonly routers: readonly string[];
  /** The DestinationRule that Istio splits by, if any: its subsets keep a ReplicaSet from going. */
  readonly destinationRule?: string;
}

/** What becomes of the canary's or preview's pods after an abort (rollout.md §8.4). */
export type AbortScaleDown =
  /** They go after the default of 30 s. */
  | { readonly kind: 'default' }
  /** The user named the delay. */
  | { readonly kind: 'after'; readonly delay: Millis }
  /** The user wants them to stay, `abortScaleDownDelaySeconds: 0`. */
  | { readonly kind: 'never' };

/** `spec.strategy.blueGreen` (rollout.md §2.2). */
export interface BlueGreenStrategy {
  readonly kind: 'blueGreen';
  readonly activeService: string;
  /** Empty where there is none. */
  readonly previewService: string;
  /** Size of the preview until the check point; absent: full size. */
  readonly previewReplicaCount?: number;
  readonly maxUnavailable: Share;
  readonly hasPostPromotionAnalysis: boolean;
  readonly prePromotionAnalysis?: RolloutAnalysis;
  readonly postPromotionAnalysis?: RolloutAnalysis;
  readonly promotion: Promotion;
  readonly podMetadata?: RevisionMetadata;
  readonly scaleDown: ScaleDown;
  readonly abortScaleDown: AbortScaleDown;
  readonly antiAffinity?: AntiAffinity;
}

/** When a preview takes over (rollout.md §13.1). */
export type Promotion =
  | { readonly kind: 'atOnce' }
  | { readonly kind: 'after'; readonly wait: Millis }
  /** A user has to resume it. */
  | { readonly kind: 'byHand' };

/** That new pods keep away from nodes with stable pods: as a wish of some weight (1 to 100), or as a must. */
export type AntiAffinity = { readonly kind: 'preferred'; readonly weight: number } | { readonly kind: 'required' };

/** The weight that stands for all traffic. A canary without routing counts to 100. */
export function maxTrafficWeight({ trafficRouting }: Pick<CanaryStrategy, 'trafficRouting'>): number {
  return trafficRouting?.maxTrafficWeight ?? 100;
}
