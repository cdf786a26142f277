import { want } from '../plan/difference.ts';
import type { Draft } from '../plan/draft.ts';
import type { PodMetadata } from '../strategy.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/**
 * Gives the pods of each revision the labels and annotations of its part in the update. Where none are configured nothing is touched,
 * not even what was injected before (rollout.md §25, trap 43).
 *
 * @see rollout.md §20.2
 */
export function keepPodMetadata(draft: Draft): Draft {
  const { sets, rollout } = draft;
  const { podMetadata } = rollout.spec.strategy;
  if (podMetadata === undefined) return draft;
  const { stableRS: stableHash } = rollout.status;
  const isUpdating = stableHash !== '' && stableHash !== sets.newRS?.hash;
  const wanted: readonly (readonly [LiveReplicaSet | undefined, PodMetadata | undefined])[] = [
    [sets.newRS, isUpdating ? podMetadata.new : podMetadata.stable],
    ...(isUpdating ? [[sets.stableRS, podMetadata.stable] as const] : []),
    ...sets.otherRSs.map((set) => [set, undefined] as const),
  ];
  return wanted.reduce(
    (draft, [set, metadata]) =>
      set === undefined ? draft : want(draft, { kind: 'podMetadata', set, ...(metadata && { metadata }) }),
    draft,
  );
}
