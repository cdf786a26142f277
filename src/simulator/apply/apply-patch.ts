import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import type { ApiKind } from '../api/kind.ts';
import { appliedProblems } from './applied-problems.ts';
import { type Changes, changesBetween } from './changes-between.ts';
import { type Conflict, conflictRefusal } from './conflict-refusal.ts';
import { difference, type FieldSet, intersection, isEmptySet, NO_FIELDS, pathsIn, union } from './field-set.ts';
import { fieldsOf } from './fields-of.ts';
import { appliedByClient, withLastApplied } from './last-applied.ts';
import type { MergeShape } from './merge-shape.ts';
import { mergedValue } from './merged-value.ts';
import {
  managedFieldsOf,
  ownersAfter,
  withManagedFields,
  withOldTimes,
  withoutLost,
  withoutManagedFields,
} from './note-write.ts';
import { changedAt, identityOf, type Owner, type Owners, readOwners, withoutIdle, writeOwners } from './owners.ts';
import { shapeFor, unknownFieldProblems } from './shape-for.ts';
import { changeableFields, ownableFields } from './untracked-fields.ts';
import { withFieldsAbove, withoutFields, withoutNulls } from './without-fields.ts';
import type { AppliedObject, Applying, ApplyRefusal } from './writing.ts';

/** Who owns what of an object that was changed before anybody was noted. */
const BEFORE_FIRST_APPLY = 'before-first-apply';

/**
 * Carries out a server-side apply: what the manager wants is laid over what stands there, what it wanted before and wants no longer is taken out
 * unless somebody else owns it, and what others own is refused or, by force, taken from them.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 * @see https://github.com/kubernetes-sigs/structured-merge-diff
 */
export function applyPatch(applying: Applying): AppliedObject {
  const { kind, current, applied, now } = applying;
  const shape = shapeFor(kind);
  const refusal = refusalOf(applying, shape);
  if (refusal !== undefined) return { refusal };
  const live = withoutManagedFields(current ?? { apiVersion: applied['apiVersion'] ?? '', kind: kind.kind });
  const owners = ownersBefore(applying, live);
  const self = selfOf(applying);
  const last = owners.get(identityOf(self))?.fields ?? NO_FIELDS;
  const fields = changeableFields(fieldsOf(shape, applied), applying);
  const withSelf = new Map(owners).set(identityOf(self), { ...owners.get(identityOf(self)), ...self, fields });
  const merged = mergedValue(shape, live, applied);
  const wanted = objectFrom(withoutAbandoned({ shape, merged, last, owners: withSelf }));
  const changes = changeableChanges(changesBetween(shape, live, wanted), applying);
  const conflicts = conflictsOf(withSelf, identityOf(self), changes, appliedByClient(shape, live, applying.manager));
  if (conflicts.length > 0 && !applying.force) return { refusal: conflictRefusal(conflicts) };

  const others = new Map(withSelf);
  others.delete(identityOf(self));
  const left = withoutLost(others, union(changes.added, changes.modified), changes.removed);
  const own: Owner = { ...(owners.get(identityOf(self)) ?? self), ...self, fields: ownableFields(fields) };
  const isNoop = current !== undefined && sameJson(live, wanted);
  left.set(identityOf(self), isNoop ? own : changedAt(own, now));
  const annotated = withLastApplied(finished(applying, wanted), applied, applying.manager);
  const object = withManagedFields(annotated, writeOwners(withoutIdle(left)));
  return { object: current === undefined ? object : withOldTimes(object, current) };
}

function selfOf({ kind, manager, subresource }: Applying): Omit<Owner, 'fields'> {
  return {
    manager: manager || 'unknown',
    operation: 'Apply',
    apiVersion: kind.group === '' ? kind.version : `${kind.group}/${kind.version}`,
    subresource: subresource ?? '',
  };
}

/** The owners that are noted; if there are none, everything that stands there belongs to whoever came before. */
function ownersBefore(applying: Applying, live: JsonObject): Owners {
  const { current, kind, subresource, now } = applying;
  const owners = (current && readOwners(managedFieldsOf(current))) ?? new Map<string, Owner>();
  if (owners.size > 0 || current === undefined) return owners;
  const part = { kind, now, ...(subresource !== undefined && { subresource }) };
  return ownersAfter({ ...part, after: live, manager: BEFORE_FIRST_APPLY }, new Map());
}

function changeableChanges({ added, modified, removed }: Changes, applying: Applying): Changes {
  return {
    added: changeableFields(added, applying),
    modified: changeableFields(modified, applying),
    removed: changeableFields(removed, applying),
  };
}

interface Abandoning {
  readonly shape: MergeShape;
  readonly merged: Json;
  /** What the manager owned until now. */
  readonly last: FieldSet;
  /** With what it owns from now on. */
  readonly owners: Owners;
}

/** Takes out what the manager owned and has no more, save what others own, and what stands there only because of something that is left. */
function withoutAbandoned({ shape, merged, last, owners }: Abandoning): Json {
  if (isEmptySet(last)) return merged;
  const above = (set: FieldSet): FieldSet => withFieldsAbove(shape, set);
  const all = above(fieldsOf(shape, merged));
  const without = withoutFields(shape, merged, above(last));
  const owned = [...owners.values()].reduce((sum, { fields }) => union(sum, fields), NO_FIELDS);
  const kept = union(above(fieldsOf(shape, without)), above(owned));
  const withOwned = withoutFields(shape, merged, difference(all, kept));
  const removed = difference(all, above(fieldsOf(shape, withOwned)));
  return withoutFields(shape, merged, intersection(removed, above(last)));
}

function conflictsOf(
  owners: Owners,
  self: string,
  { added, modified }: Changes,
  allowed: FieldSet,
): readonly Conflict[] {
  const changed = difference(union(modified, added), allowed);
  return [...owners].flatMap(([identity, owner]) => {
    if (identity === self) return [];
    return pathsIn(intersection(owner.fields, changed)).map((path) => ({ owner, path }));
  });
}

/** As the kind would read it again: nulls that a removal left behind are gone, wherever the kind has no use for them. */
function finished({ kind }: Applying, object: JsonObject): JsonObject {
  if (kind.shape === undefined) return objectFrom(withoutNulls(object));
  return kind.rules.prune(object).object;
}

function objectFrom(json: Json): JsonObject {
  return isJsonObject(json) ? json : {};
}

function refusalOf(applying: Applying, shape: MergeShape): ApplyRefusal | undefined {
  const { kind, applied } = applying;
  const said = typeIn(applied);
  if (said !== typeText(kind)) return badRequest(`invalid object type: ${said}`);
  const managedFields = managedFieldsOf(applied);
  if (managedFields !== undefined && managedFields !== null) return badRequest('metadata.managedFields must be nil');
  const problems = [...appliedProblems(shape, applied), ...unknownFieldProblems(kind, applied)];
  if (problems.length === 0) return undefined;
  const metadata = isJsonObject(applied['metadata']) ? applied['metadata'] : {};
  const text = (name: string): string => (typeof metadata[name] === 'string' ? metadata[name] : '');
  const which = `${text('namespace')}/${text('name')}; ${said}`;
  const all =
    problems.length === 1 ? problems[0] : ['errors:', ...problems.map((problem) => `  ${problem}`)].join('\n');
  return {
    status: 500,
    reason: '',
    message: `failed to create typed patch object (${which}): ${all}`,
    causes: [],
  };
}

/** The type of an object as Go shows it: `/v1, Kind=Pod`. Nothing is left of one whose version has more than one slash. */
function typeIn({ apiVersion, kind }: JsonObject): string {
  const said = /^(?:([^/]*)\/)?([^/]*)$/.exec(typeof apiVersion === 'string' ? apiVersion : '');
  if (said === null) return typeText({ group: '', version: '', kind: '' });
  const [, group = '', version = ''] = said;
  return typeText({ group, version, kind: typeof kind === 'string' ? kind : '' });
}

function typeText({ group, version, kind }: Pick<ApiKind, 'group' | 'version' | 'kind'>): string {
  return `${group}/${version}, Kind=${kind}`;
}

function badRequest(message: string): ApplyRefusal {
  return { status: 400, reason: 'BadRequest', message, causes: [] };
}
