import { formatInstant, type Instant } from '../../core/instant.ts';
import { act, type Draft } from '../plan/draft.ts';
import { DEADLINE } from './annotation-keys.ts';
import { withSet } from './find-sets.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/** Says when the pods of a ReplicaSet go, or that they stay. */
export function changeDeadline(draft: Draft, set: LiveReplicaSet, at: Instant | undefined): Draft {
  if (at === undefined && set.deadline === undefined) return draft;
  const annotations = { [DEADLINE]: at === undefined ? null : formatInstant(at) };
  const changed = act(draft, { kind: 'annotateReplicaSet', replicaSet: set.name, annotations });
  const { deadline: _, ...rest } = set;
  const waiting = at === undefined ? rest : { ...rest, deadline: { at } };
  return { ...changed, sets: withSet(draft.sets, waiting, draft.rollout.status.stableRS) };
}
