import type { JsonObject } from '../../core/json.ts';
import type { Routing } from '../traffic/routing.ts';
import type { RolloutEvent } from './event.ts';

/** What an annotation becomes; null takes it away. */
export type Annotations = Readonly<Record<string, string | null>>;

/**
 * One thing to do, in the Rollout's namespace. Each can be repeated, and says what shall be, not how it was.
 * `requestOf` gives the API request for all but `tell` and `route`.
 */
export type Action =
  /** A ReplicaSet for a new revision. */
  | { readonly kind: 'createReplicaSet'; readonly object: JsonObject }
  /** A ReplicaSet gets another size, and what is remembered with it. */
  | {
      readonly kind: 'scale';
      readonly replicaSet: string;
      readonly replicas: number;
      readonly annotations: Annotations;
    }
  | { readonly kind: 'annotateReplicaSet'; readonly replicaSet: string; readonly annotations: Annotations }
  /** What a Rollout passes on to its new ReplicaSet. */
  | {
      readonly kind: 'renewReplicaSet';
      readonly replicaSet: string;
      readonly annotations: Annotations;
      /** Absent where it stays. */
      readonly minReadySeconds?: number;
      /** Merge patch for the affinity of the pods to come; null takes it away, absent leaves it. */
      readonly affinity?: JsonObject | null;
    }
  /** Labels and annotations of pods to come. */
  | {
      readonly kind: 'labelReplicaSet';
      readonly replicaSet: string;
      readonly labels: Annotations;
      readonly podAnnotations: Annotations;
      readonly annotations: Annotations;
    }
  | { readonly kind: 'labelPod'; readonly pod: string; readonly labels: Annotations; readonly annotations: Annotations }
  | { readonly kind: 'evictPod'; readonly pod: string }
  | { readonly kind: 'deleteReplicaSet'; readonly name: string }
  /** A Service gets another revision; with `owner` it becomes the Rollout's own. */
  | { readonly kind: 'selectService'; readonly service: string; readonly hash: string; readonly owner?: string }
  | { readonly kind: 'createAnalysisRun'; readonly object: JsonObject }
  | { readonly kind: 'terminateAnalysisRun'; readonly name: string }
  | { readonly kind: 'deleteAnalysisRun'; readonly name: string }
  | { readonly kind: 'createExperiment'; readonly object: JsonObject }
  | { readonly kind: 'terminateExperiment'; readonly name: string }
  | { readonly kind: 'deleteExperiment'; readonly name: string }
  /** An event: not told where something before it failed. */
  | { readonly kind: 'tell'; readonly event: RolloutEvent }
  /** Tell the routers; always the last of a plan, which goes on with their answers. */
  | { readonly kind: 'route'; readonly routing: Routing }
  /** The Deployment that `workloadRef` names gets another size. */
  | { readonly kind: 'scaleWorkload'; readonly name: string; readonly replicas: number }
  | { readonly kind: 'annotateRollout'; readonly rollout: string; readonly annotations: Annotations }
  /** An autoscaler needs a number to change. */
  | {
      readonly kind: 'sizeRollout';
      readonly rollout: string;
      readonly replicas: number;
      /** Merge patch of the template that takes out what cannot be read. */
      readonly template?: JsonObject;
    }
  /** A merge patch of the status; never empty. */
  | { readonly kind: 'patchStatus'; readonly rollout: string; readonly status: JsonObject };
