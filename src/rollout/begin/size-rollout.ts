import { act, type Draft, go } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';

/** A Rollout without a size gets one: an autoscaler cannot change what is not there (rollout.md §2.1). */
export function sizeRollout(draft: Draft): Draft {
  if (new Fields(draft.facts.json).below('spec').has('replicas')) return draft;
  return go(act(draft, { kind: 'sizeRollout', rollout: draft.rollout.name, replicas: 1 }), { kind: 'end' });
}
