import { formatInstant, type Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { type Condition, conditionOf, withCondition, withoutCondition } from '../objects/conditions.ts';
import { metadataOf, textsOf } from '../objects/metadata.ts';
import { hasAll } from '../objects/selector.ts';
import { isAvailable, type PodView } from '../pods/pod-view.ts';
import type { SetView } from './set-view.ts';

/** What a ReplicaSet's status is made of. */
export interface SetPods {
  readonly active: readonly PodView[];
  readonly terminating: readonly PodView[];
  /** Why pods could not be created or deleted. */
  readonly failure?: string;
}

const FAILURE = 'ReplicaFailure';

/**
 * The status of a ReplicaSet with these pods; numbers that are 0 are left out, as the API server does, but for `replicas` and
 * `terminatingReplicas`.
 */
export function setStatus(set: SetView, pods: SetPods, now: Instant): JsonObject {
  const { active, terminating } = pods;
  const wanted = textsOf(new Fields(set.template).below('metadata').object('labels'));
  const conditions = conditionsWith(set, pods, now);
  return {
    ...counted('availableReplicas', active.filter((pod) => isAvailable(pod, set.minReadySeconds, now)).length),
    ...(conditions.length > 0 && { conditions }),
    ...counted('fullyLabeledReplicas', active.filter(({ json }) => hasAll(wanted, metadataOf(json).labels)).length),
    ...counted('observedGeneration', metadataOf(set.json).generation),
    ...counted('readyReplicas', active.filter(({ isReady }) => isReady).length),
    replicas: active.length,
    terminatingReplicas: terminating.length,
  };
}

function counted(name: string, count: number): JsonObject {
  return count === 0 ? {} : { [name]: count };
}

/** A failure is told once; while it lasts, its condition stays as it was. */
function conditionsWith(set: SetView, { active, failure }: SetPods, now: Instant): readonly Condition[] {
  if (failure === undefined) return withoutCondition(set.conditions, FAILURE);
  if (conditionOf(set.conditions, FAILURE).has('type')) return set.conditions;
  const reason = active.length < set.size ? 'FailedCreate' : 'FailedDelete';
  const lastTransitionTime = formatInstant(now);
  return withCondition(set.conditions, { lastTransitionTime, message: failure, reason, status: 'True', type: FAILURE });
}
