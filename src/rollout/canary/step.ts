import type { Millis } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RolloutAnalysis } from '../../resources/schema/rollout-analysis.ts';

/** One of `canary.steps` (rollout.md §2.5). Upstream lets some of its keys stand together, so this is no union. */
export interface CanaryStep {
  readonly setWeight?: number;
  readonly pause?: Pause;
  readonly setCanaryScale?: SetCanaryScale;
  readonly experiment?: JsonObject;
  readonly analysis?: RolloutAnalysis;
  readonly setHeaderRoute?: ManagedRoute;
  readonly setMirrorRoute?: ManagedRoute;
  readonly plugin?: { readonly name: string };
}

/** A route that the routers have for some requests. */
export interface ManagedRoute {
  readonly name: string;
  /** As the user wrote it: routers read it. */
  readonly json: JsonObject;
}

export interface Pause {
  /** Absent: until a user goes on. */
  readonly duration?: { readonly length: Millis; readonly written: string };
}

/** Of `weight` and `replicas` at most one is meant; `matchTrafficWeight` ends an earlier one. */
export interface SetCanaryScale {
  readonly weight?: number;
  readonly replicas?: number;
  readonly matchTrafficWeight: boolean;
}

/** The steps and where an update stands in them. */
export interface StepPosition {
  readonly steps: readonly CanaryStep[];
  /** Absent counts as 0. */
  readonly currentStepIndex?: number;
}

/** The step that is due; undefined when all are done or there are none. */
export function currentStep({ steps, currentStepIndex = 0 }: StepPosition): CanaryStep | undefined {
  return steps[currentStepIndex];
}

/** The steps from the current one back to the first, as far as one is due. */
export function stepsBack({ steps, currentStepIndex = 0 }: StepPosition): readonly CanaryStep[] {
  return currentStepIndex < steps.length ? steps.slice(0, currentStepIndex + 1).reverse() : [];
}
