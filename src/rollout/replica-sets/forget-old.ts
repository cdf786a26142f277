import { want } from '../plan/difference.ts';
import { act, type Draft } from '../plan/draft.ts';
import { byAge } from './find-sets.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/**
 * Deletes the oldest ReplicaSets beyond `revisionHistoryLimit`, with the runs and experiments about them. The new and the stable one do
 * not count, and for one that still has pods no other goes.
 *
 * @see rollout.md §6.4
 */
export function forgetOldReplicaSets(draft: Draft): Draft {
  const { sets, rollout } = draft;
  const alive = sets.otherRSs.filter(({ isDeleting }) => !isDeleting).sort(byAge);
  const beyond = alive.slice(0, Math.max(0, alive.length - rollout.spec.revisionHistoryLimit));
  return beyond.filter(isEmpty).reduce(forget, draft);
}

function isEmpty({ replicas, created, isObserved }: LiveReplicaSet): boolean {
  return replicas === 0 && created === 0 && isObserved;
}

function forget(draft: Draft, { name, hash }: LiveReplicaSet): Draft {
  const runs = draft.otherRuns.filter((run) => run.hash === hash);
  const experiments = draft.otherExperiments.filter((experiment) => experiment.hash === hash);
  return want(
    act(draft, { kind: 'deleteReplicaSet', name }),
    ...runs.map((run) => ({ kind: 'gone', what: 'analysisRun', run }) as const),
    ...experiments.map((run) => ({ kind: 'gone', what: 'experiment', run }) as const),
  );
}
