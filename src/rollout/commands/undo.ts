import { Fault } from '../../core/fault.ts';
import { parseInt64 } from '../../core/go/int.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { isControlledBy } from '../owner.ts';
import { withoutEmpty } from '../plan/without-empty.ts';
import { Fields } from '../reading/fields.ts';
import { readRollout } from '../reading/read-rollout.ts';
import { REVISION } from '../replica-sets/annotation-keys.ts';
import { hasTemplate, withoutInjected } from '../replica-sets/has-template.ts';
import { type LiveReplicaSet, readLiveReplicaSet } from '../replica-sets/live-replica-set.ts';
import type { CommandRequest, CommandTarget } from './command-request.ts';

/** What an undo comes to. */
export type Undo =
  /** The Rollout has that template already. */
  { readonly kind: 'unchanged' } | { readonly kind: 'restore'; readonly request: CommandRequest };

/**
 * Gives a Rollout the pod template of an earlier revision back.
 *
 * @param rollout      as it is stored
 * @param replicaSets  those that its selector finds, in the API's order; whose they are is decided here
 * @param toRevision   number of a revision; 0n for the one before the newest
 * @throws Fault USAGE_INVALID, in upstream's words, when there is no such revision; INPUT_INVALID when what holds the template cannot be changed
 * @see reference/interfaces.md §3.19
 */
export function undo(rollout: JsonObject, replicaSets: readonly JsonObject[], toRevision: bigint): Undo {
  const metadata = new Fields(rollout).below('metadata');
  const own = replicaSets.filter((set) => isControlledBy(set, metadata.text('uid'))).map(readLiveReplicaSet);
  const set = toRevision === 0n ? previous(own) : own.find((one) => revisionOf(one) === toRevision);
  if (set === undefined) throw noRevision(metadata.text('name'), toRevision);
  const { strategy } = readRollout(rollout).spec;
  const current = new Fields(rollout).below('spec').object('template');
  if (current !== undefined && hasTemplate(current, strategy)(set)) return { kind: 'unchanged' };
  const stored = new Fields(set.json).below('spec').object('template') ?? {};
  const value = asGiven(withoutInjected(stored, set, strategy));
  const on = holderOf(rollout, toRevision);
  const path = on.kind === 'PodTemplate' ? '/template' : '/spec/template';
  return { kind: 'restore', request: { kind: 'replaceField', on, path, value } };
}

/** The second-newest revision; of equal ones the first is the older. */
function previous(sets: readonly LiveReplicaSet[]): LiveReplicaSet | undefined {
  const numbered = sets.flatMap((set) => {
    const revision = revisionOf(set);
    return revision === undefined || revision < 0n ? [] : [{ set, revision }];
  });
  return numbered.toSorted((a, b) => Number(b.revision - a.revision))[1]?.set;
}

/** One without a revision counts as 0; undefined for one whose revision is no number. */
function revisionOf({ annotations }: LiveReplicaSet): bigint | undefined {
  const read = parseInt64(annotations[REVISION] ?? '0');
  return read.ok ? read.value : undefined;
}

function noRevision(name: string, toRevision: bigint): Fault {
  const isNamed = toRevision > 0n;
  return new Fault(
    'USAGE_INVALID',
    isNamed ? `unable to find specified revision ${toRevision} in history` : `no revision found for rollout "${name}"`,
  );
}

function holderOf(rollout: JsonObject, toRevision: bigint): CommandTarget {
  const name = new Fields(rollout).below('metadata').text('name');
  const workload = new Fields(rollout).below('spec').object('workloadRef');
  if (workload === undefined) return { kind: 'Rollout', name };
  const reference = new Fields(workload);
  const kind = reference.oneOf('kind', ['Deployment', 'ReplicaSet', 'PodTemplate']);
  if (kind !== undefined) return { kind, name: reference.text('name') };
  throw new Fault(
    'INPUT_INVALID',
    `failed restoring revision ${toRevision}: workload of type ${reference.text('kind')} is not supported`,
  );
}

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** A template without its hash, in the form the API has: every container speaks of its resources. */
function asGiven(template: JsonObject): JsonObject {
  const metadata = new Fields(template).object('metadata') ?? {};
  const { [HASH_LABEL]: _, ...labels } = new Fields(metadata).object('labels') ?? {};
  const spec = new Fields(template).object('spec') ?? {};
  const lists = CONTAINERS.filter((list) => Array.isArray(spec[list])).map((list) => [
    list,
    new Fields(spec).list(list).map(withResources),
  ]);
  return { metadata: withoutEmpty({ ...metadata, labels }), spec: { ...spec, ...Object.fromEntries(lists) } };
}

function withResources(container: Json): Json {
  return isJsonObject(container) ? { ...container, resources: container['resources'] ?? {} } : container;
}
