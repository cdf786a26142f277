import { metadataOf } from '../objects/metadata.ts';
import type { SetView } from '../replica-sets/set-view.ts';
import { numberIn, REVISION } from './annotations.ts';
import { byAge } from './sizes.ts';

/**
 * Old ReplicaSets beyond the number that is kept, those of the lowest revisions first. One that still has pods counts, but stays.
 *
 * @param limit  absent: all are kept
 */
export function outdatedSets(oldSets: readonly SetView[], limit: number | undefined): readonly SetView[] {
  if (limit === undefined) return [];
  const live = oldSets.filter(({ json }) => metadataOf(json).deletedAt === undefined);
  const byRevision = live.sort((a, b) => (numberIn(a, REVISION) ?? 0) - (numberIn(b, REVISION) ?? 0) || byAge(a, b));
  const surplus = byRevision.slice(0, Math.max(0, live.length - limit));
  return surplus.filter(
    ({ json, size, counts, observedGeneration }) =>
      size === 0 && counts.replicas === 0 && metadataOf(json).generation <= observedGeneration,
  );
}
