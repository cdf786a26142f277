import type { SetView } from '../replica-sets/set-view.ts';
import { DESIRED, MAX, numberIn } from './annotations.ts';
import type { DeploymentView } from './deployment-view.ts';
import { byAge, bySizeThenAge, bySizeThenYouth, type SizeChange, totalSize } from './sizes.ts';

/** Whether somebody has scaled the Deployment since its ReplicaSets were given their sizes. */
export function isScaling({ replicas }: DeploymentView, sets: readonly SetView[]): boolean {
  return sets
    .filter(({ size }) => size > 0)
    .map((set) => numberIn(set, DESIRED))
    .some((desired) => desired !== undefined && desired !== replicas);
}

/**
 * The sizes after somebody scaled the Deployment, or while it is paused. With one ReplicaSet in use that one is scaled; in the middle of an
 * update all are, each in proportion, so that scaling neither hastens the update nor holds it up. A ReplicaSet may be listed with the size it has:
 * its annotations are then to be brought up to date.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling
 */
export function scalingStep(
  deployment: DeploymentView,
  newSet: SetView | undefined,
  oldSets: readonly SetView[],
): readonly SizeChange[] {
  const all = newSet === undefined ? oldSets : [...oldSets, newSet];
  const live = all.filter(({ size }) => size > 0);
  if (live.length <= 1) {
    const only = live[0] ?? newSet ?? [...oldSets].sort(byAge).at(-1);
    return only === undefined || only.size === deployment.replicas ? [] : [{ set: only, size: deployment.replicas }];
  }
  if (newSet !== undefined && isSaturated(deployment, newSet)) {
    return oldSets.filter(({ size }) => size > 0).map((set) => ({ set, size: 0 }));
  }
  return deployment.isRolling ? inProportion(deployment, live) : [];
}

/** Whether the new ReplicaSet has all the pods that are wanted, and all of them available. */
function isSaturated({ replicas }: DeploymentView, set: SetView): boolean {
  return set.size === replicas && numberIn(set, DESIRED) === replicas && set.counts.available === replicas;
}

function inProportion(deployment: DeploymentView, live: readonly SetView[]): readonly SizeChange[] {
  const { replicas, posts } = deployment;
  const toAdd = (replicas > 0 ? replicas + posts.maxSurge : 0) - totalSize(live);
  if (toAdd === 0) return live.map((set) => ({ set, size: set.size }));
  const sets = [...live].sort(toAdd > 0 ? bySizeThenYouth : bySizeThenAge);
  let added = 0;
  const changes = sets.map((set) => {
    const share = shareOf(deployment, set);
    const left = toAdd - added;
    const change = left === 0 ? 0 : toAdd > 0 ? Math.min(share, left) : Math.max(share, left);
    added += change;
    return { set, size: set.size + change };
  });
  // What rounding left over goes to the largest.
  return changes.map((change, place) =>
    place === 0 ? { ...change, size: Math.max(0, change.size + toAdd - added) } : change,
  );
}

/** By how many pods a ReplicaSet would change to keep its part of the whole; below 0, fewer. */
function shareOf({ replicas, posts, counts }: DeploymentView, set: SetView): number {
  if (replicas === 0) return -set.size;
  const before = numberIn(set, MAX) || counts.replicas;
  if (before === 0) return 0;
  const size = (set.size * (replicas + posts.maxSurge)) / before;
  return Math.round(size) - set.size;
}
