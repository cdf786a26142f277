import { quote } from '../../core/go/quote.ts';
import type { JsonObject } from '../../core/json.ts';
import { mergePatch } from '../../core/merge-patch.ts';
import { isAntiAffinityOutdated, withAntiAffinity } from '../anti-affinity.ts';
import { conditionOf, setCondition } from '../conditions/set-condition.ts';
import { want } from '../plan/difference.ts';
import { act, type Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';
import { REVISION, REVISION_HISTORY } from '../replica-sets/annotation-keys.ts';
import { withSet } from '../replica-sets/find-sets.ts';
import { type LiveReplicaSet, readLiveReplicaSet } from '../replica-sets/live-replica-set.ts';
import { antiAffinityQuestion, nextRevision } from '../replica-sets/new-replica-set.ts';
import { passedOn } from '../replica-sets/passed-on.ts';
import { setRevision } from './set-revision.ts';

/**
 * Brings the new ReplicaSet up to what the Rollout says: its revision is the highest, and it has the Rollout's annotations,
 * `minReadySeconds` and affinity.
 *
 * @see rollout.md §6.3
 */
export function renewReplicaSet(draft: Draft): Draft {
  const { newRS } = draft.sets;
  if (newRS === undefined) return draft;
  const renewed = renew(draft, newRS);
  const revision = renewed.sets.newRS?.annotations[REVISION] ?? '';
  return foundProgress(setRevision(renewed, revision), newRS.name);
}

function renew(draft: Draft, set: LiveReplicaSet): Draft {
  const { facts, rollout, sets } = draft;
  const older = sets.all.filter(({ name }) => name !== set.name);
  const annotations = annotationsFor(set, facts.json, nextRevision(older));
  const { minReadySeconds } = rollout.spec;
  const affinity = new Fields(set.json).below('spec').below('template').below('spec').object('affinity');
  const question = antiAffinityQuestion(draft);
  const isOtherwiseReady = (new Fields(set.json).below('spec').whole('minReadySeconds') ?? 0) !== minReadySeconds;
  const isCurrent =
    Object.keys(annotations).length === 0 && !isOtherwiseReady && !isAntiAffinityOutdated(affinity, question);
  if (isCurrent) return draft;
  const own = new Fields(facts.template).below('spec').object('affinity');
  const changed = act(draft, {
    kind: 'renewReplicaSet',
    replicaSet: set.name,
    annotations,
    ...(isOtherwiseReady && { minReadySeconds }),
    ...affinityPatch(affinity, withAntiAffinity(own, question)),
  });
  const metadata = new Fields(set.json).object('metadata') ?? {};
  const json = { ...set.json, metadata: { ...metadata, annotations: { ...set.annotations, ...annotations } } };
  return { ...changed, sets: withSet(sets, readLiveReplicaSet(json), rollout.status.stableRS) };
}

function affinityPatch(now: JsonObject | undefined, wanted: JsonObject | undefined): { affinity?: JsonObject | null } {
  if (wanted === undefined) return now === undefined ? {} : { affinity: null };
  const patch = mergePatch(now ?? {}, wanted);
  return Object.keys(patch).length === 0 ? {} : { affinity: patch };
}

/** The annotations that change. A ReplicaSet that is used again remembers the revisions that it was. */
function annotationsFor(set: LiveReplicaSet, rollout: JsonObject, revision: number): Readonly<Record<string, string>> {
  const before = set.annotations[REVISION];
  const copied = Object.fromEntries(
    Object.entries(passedOn(rollout)).filter(([name, text]) => set.annotations[name] !== text),
  );
  const isNumber = before === undefined || before === '' || set.revision !== undefined;
  const raised = isNumber && (set.revision ?? 0) < revision ? { [REVISION]: String(revision) } : {};
  const changes: Readonly<Record<string, string>> = { ...copied, ...raised };
  if (before === undefined || !isNumber || Object.keys(changes).length === 0) return isNumber ? changes : {};
  const history = set.annotations[REVISION_HISTORY] ?? '';
  return { ...changes, [REVISION_HISTORY]: history === '' ? before : `${history},${before}` };
}

/** A Rollout that never said how it gets on starts saying so. */
function foundProgress(draft: Draft, name: string): Draft {
  const { status } = draft.rollout;
  if (conditionOf(status.conditions, 'Progressing') !== undefined) return draft;
  const message = `Found new replica set ${quote(name)}`;
  const condition = { type: 'Progressing', status: 'True', reason: 'FoundNewReplicaSet', message } as const;
  const conditions = setCondition(status.conditions, condition, draft.facts.now);
  return want(draft, { kind: 'status', status: { ...status, conditions } });
}
