import { want } from '../plan/difference.ts';
import type { Draft } from '../plan/draft.ts';
import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';

/** How much of a ReplicaSet must be available before a Service is pointed at it. */
export type Availability =
  /** A Service that is taken over needs all pods, so that the first of them are not overrun; one that is ours needs one. */
  'enough' | 'any';

/**
 * Points a Service at a ReplicaSet, once it has pods to serve. Where either is missing nothing is done.
 *
 * @see rollout.md §19
 */
export function ensureTargets(draft: Draft, name: string, set: LiveReplicaSet | undefined, needs: Availability): Draft {
  const service = draft.services.get(name);
  if (set === undefined || service === undefined || service.hash === set.hash) return draft;
  if (needs === 'enough' && (set.available === 0 || (!service.isManaged && !isAvailable(set)))) return draft;
  return want(draft, { kind: 'selector', service: name, hash: set.hash });
}

function isAvailable({ replicas, available }: LiveReplicaSet): boolean {
  return replicas !== 0 && available >= replicas;
}
