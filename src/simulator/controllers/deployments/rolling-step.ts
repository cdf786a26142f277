import type { SetView } from '../replica-sets/set-view.ts';
import type { DeploymentView } from './deployment-view.ts';
import { byAge, grownSize, type SizeChange, totalSize } from './sizes.ts';

/**
 * What a rolling update changes next: first the new ReplicaSet gets the size that it may have; when it has it, old ones shrink by as many pods as
 * can be spared. Nothing changes when there is nothing to do before more pods are available.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 */
export function rollingStep(
  deployment: DeploymentView,
  newSet: SetView,
  oldSets: readonly SetView[],
): readonly SizeChange[] {
  const size = sizeOfNew(deployment, newSet, oldSets);
  return size === newSet.size ? shrinkOld(deployment, newSet, oldSets) : [{ set: newSet, size }];
}

function sizeOfNew(deployment: DeploymentView, newSet: SetView, oldSets: readonly SetView[]): number {
  if (newSet.size >= deployment.replicas) return deployment.replicas;
  return grownSize(deployment, totalSize(oldSets) + newSet.size, newSet.size);
}

/**
 * Pods that are not available are of no use and go first, as long as there are enough in all; then those go that are available beyond the
 * number that has to be.
 */
function shrinkOld(
  { replicas, posts }: DeploymentView,
  newSet: SetView,
  oldSets: readonly SetView[],
): readonly SizeChange[] {
  const live = oldSets.filter(({ size }) => size > 0).sort(byAge);
  const mustBeAvailable = replicas - posts.maxUnavailable;
  const missingInNew = newSet.size - newSet.counts.available;
  const spare = totalSize(live) + newSet.size - mustBeAvailable - missingInNew;
  if (live.length === 0 || spare <= 0) return [];
  const sizes = new Map(live.map((set) => [set, set.size]));
  take(sizes, spare, (set, size) => Math.max(0, size - set.counts.available));
  const available = [...live, newSet].reduce((sum, { counts }) => sum + counts.available, 0);
  take(sizes, available - mustBeAvailable, (_set, size) => size);
  return [...sizes].flatMap(([set, size]) => (size === set.size ? [] : [{ set, size }]));
}

/** Takes up to `count` pods off the sizes, one ReplicaSet after the other, from each as many as it can give. */
function take(sizes: Map<SetView, number>, count: number, gives: (set: SetView, size: number) => number): void {
  let left = count;
  for (const [set, size] of sizes) {
    const taken = Math.min(gives(set, size), left);
    if (taken <= 0) continue;
    sizes.set(set, size - taken);
    left -= taken;
  }
}
