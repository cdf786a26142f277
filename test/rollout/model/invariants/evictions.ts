import { blueGreenFencePosts, fencePosts } from '../../../../src/rollout/canary/fence-posts.ts';
import { readRollout } from '../../../../src/rollout/reading/read-rollout.ts';
import { nameOf, ownerOf } from '../cluster.ts';
import type { Attempt } from '../sync.ts';

/** A restart takes no more pods at once than may be missing, at least one. */
export function evictionProblem({ action, rollout, observed, done }: Attempt): string | undefined {
  if (action.kind !== 'evictPod') return undefined;
  const { replicas, strategy } = readRollout(rollout).spec;
  const posts = strategy.kind === 'canary' ? fencePosts(strategy, replicas) : blueGreenFencePosts(strategy, replicas);
  const sets = new Set(
    observed.replicaSets.filter((set) => ownerOf(set) === 'Rollout/shop').map((set) => `ReplicaSet/${nameOf(set)}`),
  );
  const ready = observed.pods.filter((pod) => sets.has(ownerOf(pod) ?? '') && pod['status'] !== undefined).length;
  const gone = 1 + done.filter(({ kind }) => kind === 'evictPod').length;
  const floor = replicas - Math.max(1, posts.maxUnavailable);
  return ready - gone < floor ? `a restart leaves ${ready - gone} pods of at least ${floor}` : undefined;
}
