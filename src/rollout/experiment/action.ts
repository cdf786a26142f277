import type { JsonObject } from '../../core/json.ts';
import type { Annotations } from '../plan/action.ts';
import { nameOf } from './owner.ts';

/**
 * One write that an Experiment needs, in its namespace. Each can be repeated, and says what shall be, not how it was. Those that a Rollout
 * has too look the same.
 */
export type ExperimentAction =
  | { readonly kind: 'createReplicaSet'; readonly object: JsonObject }
  /** A ReplicaSet gets another size, and what is remembered with it. */
  | {
      readonly kind: 'scale';
      readonly replicaSet: string;
      readonly replicas: number;
      readonly annotations: Annotations;
    }
  | { readonly kind: 'annotateReplicaSet'; readonly replicaSet: string; readonly annotations: Annotations }
  | { readonly kind: 'createService'; readonly object: JsonObject }
  /** A Service that is gone already counts as deleted. */
  | { readonly kind: 'deleteService'; readonly name: string }
  | { readonly kind: 'createAnalysisRun'; readonly object: JsonObject }
  /** Sets `spec.terminate`. */
  | { readonly kind: 'terminateAnalysisRun'; readonly name: string }
  /** A JSON merge patch of the status, never empty, always last. It goes to the object itself: there is no status subresource. */
  | { readonly kind: 'patchExperiment'; readonly experiment: string; readonly status: JsonObject };

/** What tells an action of a plan from the others, also in the plan made again after a refusal: `scale exp-canary`. */
export function actionKey(action: ExperimentAction): string {
  return `${action.kind} ${targetOf(action)}`;
}

/** The name of the object that an action is about. */
export function targetOf(action: ExperimentAction): string {
  switch (action.kind) {
    case 'createReplicaSet':
    case 'createService':
    case 'createAnalysisRun':
      return nameOf(action.object);
    case 'scale':
    case 'annotateReplicaSet':
      return action.replicaSet;
    case 'patchExperiment':
      return action.experiment;
    case 'deleteService':
    case 'terminateAnalysisRun':
      return action.name;
  }
}
