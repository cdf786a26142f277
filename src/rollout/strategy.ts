import type { Millis } from '../core/instant.ts';
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
  /** Absent for a basic canary, which splits traffic by its number of pods. */
  readonly trafficRouting?: TrafficRouting;
}

export interface ReplicaProgressThreshold {
  readonly type: 'Percent' | 'Pods';
  /** Percent of the wanted size, or pods. Below 0 as if there were no threshold. */
  readonly value: number;
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
  /** Empty where there is none. */
  readonly previewService: string;
  /** Size of the preview until the check point; absent: full size. */
  readonly previewReplicaCount?: number;
  readonly maxUnavailable: Share;
  readonly hasPostPromotionAnalysis: boolean;
  readonly antiAffinity?: AntiAffinity;
}

/** That new pods keep away from nodes with stable pods: as a wish of some weight (1 to 100), or as a must. */
export type AntiAffinity = { readonly kind: 'preferred'; readonly weight: number } | { readonly kind: 'required' };

/** The weight that stands for all traffic. A canary without routing counts to 100. */
export function maxTrafficWeight({ trafficRouting }: Pick<CanaryStrategy, 'trafficRouting'>): number {
  return trafficRouting?.maxTrafficWeight ?? 100;
}
