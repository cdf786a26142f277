import type { Millis } from '../core/instant.ts';
import type { JsonObject } from '../core/json.ts';
import type { RouterAnswer } from './traffic/routing.ts';

/**
 * Everything a sync may look at besides the Rollout, as the API gives it. Whoever gathers it takes the Rollout's namespace; whose objects
 * they are is decided here, so more than needed does no harm.
 */
export interface Observed {
  readonly replicaSets: readonly JsonObject[];
  readonly services: readonly JsonObject[];
  readonly analysisRuns: readonly JsonObject[];
  readonly experiments: readonly JsonObject[];
  readonly analysisTemplates: readonly JsonObject[];
  readonly clusterAnalysisTemplates: readonly JsonObject[];
  /** Needed only for restarts and where pods have metadata of their revision. */
  readonly pods: readonly JsonObject[];
  /** What routers work on, as far as a Rollout is checked against it. */
  readonly routerObjects: RouterObjects;
  /** The routers that can be told, by the names of `TrafficRouting.routers`; a Rollout that names another is held. */
  readonly routers: readonly string[];
  /** What `workloadRef` names; absent where there is none. */
  readonly workload?: JsonObject;
  /**
   * What the routers answered when they were told what the first half of this plan asks. Absent: they were not asked.
   * The same question with the answers gives the other half.
   */
  readonly routed?: readonly RouterAnswer[];
  /** What the API refused of this plan before, and what became of it; absent: nothing yet. */
  readonly tried?: Tried;
  /** A Rollout is looked at again after this time at the latest. */
  readonly resyncPeriod: Millis;
}

/** What an earlier go at the same plan came to, where the plan has to go another way. */
export interface Tried {
  /** The API will not have this ReplicaSet, for this reason, and trying again cannot mend it. */
  readonly refusedReplicaSet?: { readonly name: string; readonly error: string };
  /** Pods that were asked to go, and whether a disruption budget let them. */
  readonly evictions?: ReadonlyMap<string, 'gone' | 'held'>;
}

/** What stands in the cluster for the routers that a Rollout names. */
export interface RouterObjects {
  readonly ingresses: readonly JsonObject[];
  readonly virtualServices: readonly JsonObject[];
  readonly destinationRules: readonly JsonObject[];
  readonly ambassadorMappings: readonly JsonObject[];
  readonly appMeshResources: readonly JsonObject[];
  /** Kinds that the API does not know, with its words for it; absent: it knows them all. */
  readonly absent?: ReadonlyMap<string, string>;
}
