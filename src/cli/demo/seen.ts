import type { Explanation } from '../../analysis/explanation.ts';
import type { Instant } from '../../core/instant.ts';
import type { RolloutInfo } from '../../rollout/info/model.ts';

/** What is seen of a release at one moment. */
export interface Seen {
  readonly at: Instant;
  readonly info: RolloutInfo;
  /** The step that the release has come to, from 0; as many as there are steps once all are done. Absent while no release is under way. */
  readonly step?: number;
  /** Parts of the requests by version, in percent; a version without any may be missing. */
  readonly traffic: ReadonlyMap<string, number>;
  /** The AnalysisRuns of the Rollout, oldest first. */
  readonly runs: readonly SeenRun[];
}

/** An AnalysisRun, and what it comes to so far. */
export interface SeenRun {
  /** Of the object; tells it from others. */
  readonly name: string;
  readonly purpose: RunPurpose;
  /** The version that it looks at. */
  readonly version: string;
  /** From 0; absent unless it is the analysis of a step. */
  readonly stepIndex?: number;
  readonly isOver: boolean;
  readonly explanation: Explanation;
  /** Measurements so far, by metric. */
  readonly measured: ReadonlyMap<string, Measured>;
}

/** Measurements by what they came to. */
export interface Measured {
  readonly good: number;
  readonly bad: number;
  /** Neither one nor the other, errors among them. */
  readonly unclear: number;
}

/** As the label `rollout-type` says it. */
export type RunPurpose = 'Step' | 'Background' | 'PrePromotion' | 'PostPromotion';

/** The version in the name of an image: `v2` of `shop:v2`. */
export function versionOf(image: string): string {
  return image.slice(image.lastIndexOf(':') + 1);
}

/** The version that the Rollout is asked to run; empty while it is not known. */
export function newVersion({ containers }: RolloutInfo): string {
  return versionOf(containers[0]?.image ?? '');
}
