import type { LiveReplicaSet } from './live-replica-set.ts';

/** Whether a ReplicaSet could serve everything: all pods asked for, remembered and available (rollout.md §6.3). */
export function isSaturated(set: LiveReplicaSet | undefined, replicas: number): boolean {
  return set !== undefined && set.replicas === replicas && set.desired === replicas && set.available === replicas;
}
