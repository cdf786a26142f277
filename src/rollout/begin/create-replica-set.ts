import { quote } from '../../core/go/quote.ts';
import { setCondition } from '../conditions/set-condition.ts';
import { rolloutPhase } from '../phase/rollout-phase.ts';
import { want } from '../plan/difference.ts';
import { act, type Draft, go, tell } from '../plan/draft.ts';
import { normal, warning } from '../plan/event.ts';
import { Fields } from '../reading/fields.ts';
import { newReplicaSet, nextRevision } from '../replica-sets/new-replica-set.ts';
import { setRevision } from './set-revision.ts';

/**
 * Creates the ReplicaSet of a new template, without pods; they come with a later sync. A name that something else has makes another hash.
 *
 * @see rollout.md §6.2
 */
export function createNewReplicaSet(draft: Draft): Draft {
  if (draft.sets.newRS !== undefined) return draft;
  const object = newReplicaSet(draft);
  const name = new Fields(object).below('metadata').text('name');
  const existing = draft.facts.observed.replicaSets.find(
    (set) => new Fields(set).below('metadata').text('name') === name,
  );
  // One of ours with this template would have been found.
  if (existing !== undefined) return collide(draft, name);
  const refused = draft.facts.observed.tried?.refusedReplicaSet;
  if (refused?.name === name) return sayRefused(draft, name, refused.error);
  const revision = nextRevision(draft.sets.all);
  const created = setRevision(act(draft, { kind: 'createReplicaSet', object }), String(revision));
  const told = tell(created, normal('NewReplicaSetCreated', `Created ReplicaSet ${name} (revision ${revision})`));
  return go(withProgress(sayLost(told), name), { kind: 'end' });
}

function sayLost(draft: Draft): Draft {
  const { lost } = draft.facts;
  if (lost === undefined) return draft;
  const what = lost.texts.length === 1 ? 'It is' : 'They are';
  return tell(
    draft,
    warning('UnreadableTemplate', `${lost.texts.join('; ')}. ${what} left out of new pods: correct the template`),
  );
}

function withProgress(draft: Draft, name: string): Draft {
  const { status } = draft.rollout;
  const message = `Created new replica set ${quote(name)}`;
  const condition = { type: 'Progressing', status: 'True', reason: 'NewReplicaSetCreated', message } as const;
  const conditions = setCondition(status.conditions, condition, draft.facts.now);
  return want(draft, { kind: 'status', status: { ...status, conditions } });
}

/** The Rollout goes on trying: what is in the way, such as a quota, is for users to take away. */
function sayRefused(draft: Draft, name: string, error: string): Draft {
  const { rollout, facts } = draft;
  const message = `Failed to create new replica set ${quote(name)}: ${error}`;
  const condition = { type: 'Progressing', status: 'False', reason: 'ReplicaSetCreateError', message } as const;
  const conditions = setCondition(rollout.status.conditions, condition, facts.now);
  const status = { ...rollout.status, observedGeneration: String(rollout.generation), conditions };
  const phase = rolloutPhase({ spec: rollout.spec, status });
  const told = tell(draft, warning('ReplicaSetCreateError', message));
  return go(want(told, { kind: 'status', status: { ...status, ...phase } }), { kind: 'fault', error: message });
}

/** Counted in the status, since the hash is made of the count too. */
function collide(draft: Draft, name: string): Draft {
  const { status } = draft.rollout;
  const collisionCount = (status.collisionCount ?? 0) + 1;
  const counted = want(draft, { kind: 'status', status: { ...status, collisionCount } });
  return go(counted, { kind: 'fault', error: `replicasets.apps "${name}" already exists` });
}
