import { act, type Draft, tell } from '../plan/draft.ts';
import { normal } from '../plan/event.ts';
import { Fields } from '../reading/fields.ts';
import { REVISION } from '../replica-sets/annotation-keys.ts';

/** The revision that a Rollout says it has; empty before the first. */
export function storedRevision({ facts }: Pick<Draft, 'facts'>): string {
  return new Fields(facts.json).below('metadata').below('annotations').text(REVISION);
}

/** Lets the Rollout name the revision of its new ReplicaSet. */
export function setRevision(draft: Draft, revision: string): Draft {
  if (storedRevision(draft) === revision) return draft;
  const annotations = { [REVISION]: revision };
  const marked = act(draft, { kind: 'annotateRollout', rollout: draft.rollout.name, annotations });
  const metadata = new Fields(draft.facts.json).object('metadata') ?? {};
  const json = {
    ...draft.facts.json,
    metadata: { ...metadata, annotations: { ...new Fields(metadata).object('annotations'), ...annotations } },
  };
  return tell(
    { ...marked, facts: { ...draft.facts, json } },
    normal('RolloutUpdated', `Rollout updated to revision ${revision}`),
  );
}
