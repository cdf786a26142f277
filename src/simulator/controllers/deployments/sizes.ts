import { metadataOf } from '../objects/metadata.ts';
import type { SetView } from '../replica-sets/set-view.ts';
import type { DeploymentView } from './deployment-view.ts';

/** A ReplicaSet that is to have another size. */
export interface SizeChange {
  readonly set: SetView;
  readonly size: number;
}

/** The sum of the sizes that ReplicaSets are to have. */
export function totalSize(sets: readonly SetView[]): number {
  return sets.reduce((sum, { size }) => sum + size, 0);
}

/** Older ReplicaSets first; of one second in the order of their names. */
export function byAge(a: SetView, b: SetView): number {
  const [metaA, metaB] = [metadataOf(a.json), metadataOf(b.json)];
  const difference = (metaA.createdAt ?? 0) - (metaB.createdAt ?? 0);
  if (difference !== 0) return difference;
  return metaA.name < metaB.name ? -1 : Number(metaA.name > metaB.name);
}

/** Larger ones first; of one size the older ones first. */
export function bySizeThenAge(a: SetView, b: SetView): number {
  return b.size - a.size || byAge(a, b);
}

/** Larger ones first; of one size the younger ones first. */
export function bySizeThenYouth(a: SetView, b: SetView): number {
  return b.size - a.size || byAge(b, a);
}

/**
 * The size that a new ReplicaSet may grow to: up to what is wanted, with no more pods in all than the surge allows.
 *
 * @param total  pods of all ReplicaSets together, `size` among them
 * @param size   what the new one has
 */
export function grownSize({ replicas, posts, isRolling }: DeploymentView, total: number, size: number): number {
  if (!isRolling) return replicas;
  const room = replicas + posts.maxSurge - total;
  return room <= 0 ? size : size + Math.min(room, replicas - size);
}
