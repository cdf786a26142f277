import type { Annotations } from '../plan/action.ts';
import { act, type Draft, tell } from '../plan/draft.ts';
import { normal } from '../plan/event.ts';
import { delaysScaleDownOnAbort } from './abort-delay.ts';
import { DEADLINE, DESIRED_REPLICAS } from './annotation-keys.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/**
 * Gives a ReplicaSet a size, and the annotation that says which size of the Rollout it was for: if that one is stale, every sync takes
 * the Rollout for resized and does nothing else (rollout.md §25, trap 8). With the last pod its deadline goes.
 */
export function changeSize(draft: Draft, set: LiveReplicaSet, replicas: number): Draft {
  const { rollout } = draft;
  const isResized = set.replicas !== replicas;
  const isOther = set.annotations[DESIRED_REPLICAS] !== String(rollout.spec.replicas);
  const dropsDeadline = replicas === 0 && set.deadline !== undefined && !delaysScaleDownOnAbort(draft);
  if (!isResized && !isOther && !(dropsDeadline && rollout.spec.replicas === 0)) return draft;
  const annotations: Annotations = {
    [DESIRED_REPLICAS]: String(rollout.spec.replicas),
    ...(dropsDeadline && { [DEADLINE]: null }),
  };
  if (!isResized) return act(draft, { kind: 'annotateReplicaSet', replicaSet: set.name, annotations });
  const scaled = act(draft, { kind: 'scale', replicaSet: set.name, replicas, annotations });
  const direction = replicas > set.replicas ? 'up' : 'down';
  const sizes = `from ${set.replicas} to ${replicas}`;
  const message = `Scaled ${direction} ReplicaSet ${set.name} (revision ${set.revision ?? 0}) ${sizes}`;
  return tell(scaled, normal('ScalingReplicaSet', message));
}
