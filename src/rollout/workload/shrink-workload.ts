import { act, type Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';
import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';

/**
 * Takes pods from the Deployment that a Rollout takes over, as its own become ready; once it is healthy, all of them, so that no
 * autoscaler brings them back. Only the first revision does so.
 *
 * @param set       the new ReplicaSet
 * @param replicas  the size that it is to have
 * @see rollout.md §20.4
 */
export function shrinkWorkload(draft: Draft, set: LiveReplicaSet, replicas: number): Draft {
  const { spec, status } = draft.rollout;
  if (spec.workload?.scaleDown !== 'progressively' || set.revision !== 1) return draft;
  if (status.phase === 'Healthy') return sizeWorkload(draft, 0);
  const mayMove = status.readyReplicas > 0 || set.replicas > replicas;
  return mayMove ? sizeWorkload(draft, Math.max(0, spec.replicas - status.readyReplicas)) : draft;
}

/** Takes all pods of the Deployment once the first revision is healthy. */
export function dropWorkload(draft: Draft): Draft {
  const { spec, status } = draft.rollout;
  const isDone = spec.workload?.scaleDown === 'onsuccess' && draft.sets.newRS?.revision === 1;
  return isDone && status.phase === 'Healthy' ? sizeWorkload(draft, 0) : draft;
}

function sizeWorkload(draft: Draft, replicas: number): Draft {
  const { workload } = draft.rollout.spec;
  const stored = new Fields(draft.facts.observed.workload).below('spec').whole('replicas') ?? 1;
  if (workload?.kind !== 'Deployment' || stored === replicas) return draft;
  return act(draft, { kind: 'scaleWorkload', name: workload.name, replicas });
}
