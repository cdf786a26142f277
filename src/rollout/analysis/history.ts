import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';
import type { HistoryLimits } from '../rollout.ts';
import type { RunView } from './run-view.ts';

/**
 * The runs, or experiments, that are to be deleted: those about a revision that is gone or going, and of those that have ended the oldest
 * beyond the limits. One that has not ended is kept.
 *
 * @see rollout.md §17
 */
export function runsToForget<R extends RunView>(
  runs: readonly R[],
  sets: readonly Pick<LiveReplicaSet, 'hash' | 'isDeleting'>[],
  limits: HistoryLimits,
): readonly R[] {
  const staying = new Set(sets.filter(({ isDeleting }) => !isDeleting).map(({ hash }) => hash));
  const newestFirst = [...runs].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  let successful = 0;
  let unsuccessful = 0;
  return newestFirst.filter(({ hash, phase }) => {
    if (hash === undefined || !staying.has(hash)) return true;
    if (phase === 'Successful') return ++successful > limits.successful;
    const hasEnded = phase === 'Failed' || phase === 'Error' || phase === 'Inconclusive';
    return hasEnded && ++unsuccessful > limits.unsuccessful;
  });
}
