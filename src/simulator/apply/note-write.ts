import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import { appliedProblems } from './applied-problems.ts';
import { changesBetween } from './changes-between.ts';
import { emptyObject } from './empty-object.ts';
import { difference, type FieldSet, intersection, isEmptySet, union } from './field-set.ts';
import type { MergeShape } from './merge-shape.ts';
import {
  cappedOwners,
  changedAt,
  identityOf,
  type Owner,
  type Owners,
  readOwners,
  withoutIdle,
  writeOwners,
} from './owners.ts';
import { shapeFor } from './shape-for.ts';
import { changeableFields, ownableFields } from './untracked-fields.ts';
import type { Writing } from './writing.ts';

/**
 * The object that is to be stored, with its managedFields brought up to date after a write that was no apply: what it adds or changes belongs to its
 * manager from now on, and to nobody else.
 *
 * @returns `after` with other managedFields; those that stand there when nothing but their times would change
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function noteWrite(writing: Writing): JsonObject {
  const { before, after } = writing;
  if (!fits(shapeFor(writing.kind), after)) return withManagedFields(after, undefined);
  const owners = ownersBefore(writing);
  // An object of which nobody owns anything is not tracked again until it is applied.
  if (owners.size === 0 && before !== undefined) return withManagedFields(after, undefined);
  const noted = ownersAfter(writing, owners);
  const object = withManagedFields(after, writeOwners(noted));
  // Where the write changed something, the object is another one in any case.
  return before === undefined || noted !== owners ? object : withOldTimes(object, before);
}

/** Whether owners can be told at all: a value of another type than its schema's, which some formats let through, takes them away. */
function fits(shape: MergeShape, object: JsonObject): boolean {
  return appliedProblems(shape, object).every((problem) => problem.includes(': duplicate entries for key '));
}

/** Those that the caller sent along count, unless a subresource is written. `[]` and `[{}]` make everybody forget. */
function ownersBefore({ before, after, subresource }: Writing): Owners {
  const sent = managedFieldsOf(after);
  const standing = (before && readOwners(managedFieldsOf(before))) ?? new Map<string, Owner>();
  if (subresource !== undefined || !Array.isArray(sent)) return standing;
  if (sent.length === 0 || (sent.length === 1 && sameJson(sent[0] ?? null, {}))) return new Map();
  return readOwners(sent) ?? standing;
}

/**
 * What an update makes of the owners: those of `owners` without what they lost, and the manager with what it changed. The very same when nothing that can be
 * owned is different.
 */
export function ownersAfter(writing: Writing, owners: Owners): Owners {
  const { kind, before = emptyObject(kind), after, manager, subresource, now } = writing;
  const changes = changesBetween(shapeFor(kind), withoutManagedFields(before), withoutManagedFields(after));
  const written = union(changes.modified, changes.added);
  const taken = changeableFields(written, writing);
  const gone = changeableFields(changes.removed, writing);
  if (isEmptySet(taken) && isEmptySet(gone)) return owners;
  const left = withoutLost(owners, taken, gone);
  const own = ownableFields(taken);
  if (isEmptySet(own)) return cappedOwners(withoutIdle(left));
  const self: Omit<Owner, 'fields'> = {
    manager: manager || 'unknown',
    operation: 'Update',
    apiVersion: kind.group === '' ? kind.version : `${kind.group}/${kind.version}`,
    subresource: subresource ?? '',
  };
  const fields = union(left.get(identityOf(self))?.fields ?? own, own);
  // Who writes through the scale is noted without a time.
  const noted: Owner = subresource === 'scale' ? { ...self, fields } : changedAt({ ...self, fields }, now);
  const all = new Map(left).set(identityOf(self), noted);
  return cappedOwners(withoutIdle(all));
}

/** Owners without the fields that others wrote, and without those that are no longer there. */
export function withoutLost(owners: Owners, taken: FieldSet, gone: FieldSet): Map<string, Owner> {
  const lost = union(taken, gone);
  if (isEmptySet(lost)) return new Map(owners);
  return new Map(
    [...owners].map(([identity, owner]) => {
      const isTouched = !isEmptySet(intersection(owner.fields, lost));
      return [identity, isTouched ? { ...owner, fields: difference(owner.fields, lost) } : owner];
    }),
  );
}

/** Where nothing but times of managedFields is different, they stay as they were: then nothing is written at all. */
export function withOldTimes(noted: JsonObject, before: JsonObject): JsonObject {
  const [now, then] = [managedFieldsOf(noted), managedFieldsOf(before)];
  if (!Array.isArray(now) || !Array.isArray(then) || now.length !== then.length) return noted;
  const isSame = sameJson(now.map(timeless), then.map(timeless));
  if (!isSame || !sameJson(withoutManagedFields(noted), withoutManagedFields(before))) return noted;
  return withManagedFields(noted, then);
}

function timeless(entry: Json): Json {
  if (!isJsonObject(entry)) return entry;
  const { time: _, ...rest } = entry;
  return rest;
}

export function managedFieldsOf(object: JsonObject): Json | undefined {
  const { metadata } = object;
  return isJsonObject(metadata) ? metadata['managedFields'] : undefined;
}

export function withManagedFields(object: JsonObject, managedFields: Json | undefined): JsonObject {
  const { metadata } = object;
  const { managedFields: _, ...rest } = isJsonObject(metadata) ? metadata : {};
  return { ...object, metadata: managedFields === undefined ? rest : { ...rest, managedFields } };
}

/** For comparing: who owns the owners is nobody's business. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  return managedFieldsOf(object) === undefined ? object : withManagedFields(object, undefined);
}
