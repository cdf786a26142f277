import { act, type Draft, go } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';

/**
 * A Rollout without a size gets one: an autoscaler cannot change what is not there (rollout.md §2.1). As upstream's, that write takes out what
 * nobody can read: typed clients, its own among them, fail to list any Rollout beside one that has it (decision 0033).
 */
export function sizeRollout(draft: Draft): Draft {
  if (new Fields(draft.facts.json).below('spec').has('replicas')) return draft;
  const { rollout, facts } = draft;
  const template = facts.lost && { template: facts.lost.repair };
  return go(act(draft, { kind: 'sizeRollout', rollout: rollout.name, replicas: 1, ...template }), { kind: 'end' });
}
