import { oldStable, type ReplicaSet, sumReplicas } from '../replica-set.ts';
import { maxTrafficWeight } from '../strategy.ts';
import { canaryScale } from './canary-scale.ts';
import { desiredPair } from './desired-pair.ts';
import { fencePosts } from './fence-posts.ts';
import type { CanaryUpdate, Sizes } from './update.ts';

type Side = keyof Sizes;

/** What a canary without routing moves between: how many pods it may have at most, and must have available at least. */
interface Limits {
  readonly most: number;
  readonly leastAvailable: number;
}

/**
 * The next sizes of a canary without traffic routing: towards the split of its weight, but never above `maxSurge` or below `maxUnavailable`.
 * Sides grow first, stable before canary. Nothing shrinks while other ReplicaSets still have pods: those go first.
 *
 * @see rollout.md §7.3
 */
export function basicSizes(update: CanaryUpdate): Sizes {
  const { replicas, strategy, sets } = update;
  const { maxSurge, maxUnavailable } = fencePosts(strategy, replicas);
  const limits = { most: replicas + maxSurge, leastAvailable: replicas - maxUnavailable };
  const wanted = wantedSizes(update, maxSurge > 0);
  const grown = grow(update, wanted, limits.most);
  return sumReplicas(sets.otherRSs) > 0 ? grown : shrink(update, wanted, grown, limits);
}

/** Where the sizes go to in the end. */
function wantedSizes(update: CanaryUpdate, maySurge: boolean): Sizes {
  const { replicas, strategy, sets } = update;
  if (oldStable(sets) === undefined) return { canary: replicas, stable: 0 };
  const scale = canaryScale(update);
  // Without routing a step cannot name a number of pods.
  const weight = scale.kind === 'weight' ? scale.weight : 0;
  return desiredPair({ replicas, weight, maxWeight: maxTrafficWeight(strategy), maySurge });
}

function grow({ sets }: CanaryUpdate, wanted: Sizes, most: number): Sizes {
  const now = { canary: sets.newRS?.replicas ?? 0, stable: oldStable(sets)?.replicas ?? 0 };
  const room = Math.max(0, most - now.canary - now.stable - sumReplicas(sets.otherRSs));
  const forStable = Math.min(room, Math.max(0, wanted.stable - now.stable));
  const lacking = sets.newRS === undefined ? 0 : Math.max(0, wanted.canary - now.canary);
  return { stable: now.stable + forStable, canary: now.canary + Math.min(room - forStable, lacking) };
}

/** Takes pods from the side that has too many, as many as availability allows. */
function shrink({ sets }: CanaryUpdate, wanted: Sizes, grown: Sizes, limits: Limits): Sizes {
  const { newRS, stableRS } = sets;
  const side: Side = newRS === undefined || wanted.canary >= newRS.replicas ? 'stable' : 'canary';
  const [drained, kept] = side === 'stable' ? [stableRS, newRS] : [newRS, stableRS];
  if (drained === undefined || (side === 'stable' && oldStable(sets) === undefined)) return grown;
  // All pods of the drained side count, available or not: broken ones may go at any time, and waiting for them to recover could last forever.
  const spare = drained.replicas + availableOf(kept) - limits.leastAvailable;
  if (spare <= 0) return grown;
  const isTooLarge = drained.replicas > wanted[side];
  const size = isTooLarge ? Math.max(wanted[side], drained.replicas - spare) : grown[side];
  return kept === undefined
    ? { ...grown, [side]: size }
    : within(limits, { ...grown, [side]: size }, side, { drained, kept });
}

/** Pods beyond the size are about to go, available or not. */
function availableOf(set: ReplicaSet | undefined): number {
  return set === undefined ? 0 : Math.min(set.replicas, set.available);
}

/** Brings the sum below `most`: from the side that is kept as far as availability allows, the rest from the side that is drained. */
function within(
  { most, leastAvailable }: Limits,
  sizes: Sizes,
  side: Side,
  { drained, kept }: { readonly drained: ReplicaSet; readonly kept: ReplicaSet },
): Sizes {
  const other = side === 'stable' ? 'canary' : 'stable';
  const excess = (canary: number, stable: number): number => Math.max(0, canary + stable - most);
  const lowered = sizes[other] - excess(sizes.canary, sizes.stable);
  const available = Math.min(drained.available, sizes[side]) + Math.min(kept.available, lowered);
  const lost = Math.max(0, kept.available - lowered);
  const held = lowered + Math.min(lost, Math.max(0, leastAvailable - available));
  const rest = sizes[side] - excess(held, sizes[side]);
  return side === 'stable' ? { stable: rest, canary: held } : { canary: rest, stable: held };
}
