import type { JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { type Condition, conditionsOf } from '../objects/conditions.ts';

/** What controllers read of a ReplicaSet. */
export interface SetView {
  readonly json: JsonObject;
  /** `spec.replicas`. */
  readonly size: number;
  readonly minReadySeconds: number;
  readonly selector: JsonObject;
  readonly template: JsonObject;
  /** What its status says of its pods. */
  readonly counts: PodCounts;
  readonly observedGeneration: number;
  readonly conditions: readonly Condition[];
}

/** Numbers of pods, as a status tells them. */
export interface PodCounts {
  readonly replicas: number;
  readonly ready: number;
  readonly available: number;
  /** Absent: never told. */
  readonly terminating: number | undefined;
}

/** Reads a ReplicaSet, once for each version of it. */
export const viewSet = perObject((set: JsonObject): SetView => {
  const spec = new Fields(set['spec']);
  const status = new Fields(set['status']);
  return {
    json: set,
    size: spec.whole('replicas') ?? 1,
    minReadySeconds: spec.whole('minReadySeconds') ?? 0,
    selector: spec.object('selector') ?? {},
    template: spec.object('template') ?? {},
    counts: {
      replicas: status.whole('replicas') ?? 0,
      ready: status.whole('readyReplicas') ?? 0,
      available: status.whole('availableReplicas') ?? 0,
      terminating: status.whole('terminatingReplicas'),
    },
    observedGeneration: status.whole('observedGeneration') ?? 0,
    conditions: conditionsOf(status),
  };
});
