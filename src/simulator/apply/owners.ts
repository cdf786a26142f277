import { compareText } from '../../core/go/compare-text.ts';
import { formatInstant, type Instant } from '../../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { type FieldSet, isEmptySet, NO_FIELDS, readFieldsV1, union, writeFieldsV1 } from './field-set.ts';

/** Who owns which fields of an object: one entry of `metadata.managedFields`. */
export interface Owner {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** Empty: the object itself. */
  readonly subresource: string;
  /** When the fields last changed, in RFC 3339; absent for a manager whose apply changed nothing. */
  readonly time?: string;
  readonly fields: FieldSet;
}

/** All owners of an object, by their identity. */
export type Owners = ReadonlyMap<string, Owner>;

/** Owners by what tells them apart: appliers are the same whatever version they apply in. */
export function identityOf({ manager, operation, apiVersion, subresource }: Omit<Owner, 'fields'>): string {
  return JSON.stringify([manager, operation, operation === 'Apply' ? '' : apiVersion, subresource]);
}

/** Reads `metadata.managedFields`; undefined when an entry is not readable. */
export function readOwners(managedFields: Json | undefined): Owners | undefined {
  const owners = new Map<string, Owner>();
  const entries: readonly Json[] = Array.isArray(managedFields) ? managedFields : [];
  for (const entry of entries) {
    const owner = isJsonObject(entry) ? readOwner(entry) : undefined;
    if (owner === undefined) return undefined;
    owners.set(identityOf(owner), owner);
  }
  return owners;
}

function readOwner(entry: JsonObject): Owner | undefined {
  const { operation, apiVersion, fieldsType, fieldsV1, time } = entry;
  if (operation !== 'Apply' && operation !== 'Update') return undefined;
  if (typeof apiVersion !== 'string' || apiVersion === '' || fieldsType !== 'FieldsV1') return undefined;
  return {
    manager: textIn(entry, 'manager'),
    operation,
    apiVersion,
    subresource: textIn(entry, 'subresource'),
    ...(typeof time === 'string' && { time }),
    fields: isJsonObject(fieldsV1) ? readFieldsV1(fieldsV1) : NO_FIELDS,
  };
}

function textIn(entry: JsonObject, member: string): string {
  const value = entry[member];
  return typeof value === 'string' ? value : '';
}

/** Writes `metadata.managedFields`: appliers first, then by time and name. Undefined when nobody owns anything. */
export function writeOwners(owners: Owners): readonly JsonObject[] | undefined {
  if (owners.size === 0) return undefined;
  return [...owners.values()].sort(compareOwners).map(writeOwner);
}

function writeOwner({ manager, operation, apiVersion, subresource, time, fields }: Owner): JsonObject {
  return {
    ...(manager !== '' && { manager }),
    operation,
    apiVersion,
    ...(time !== undefined && { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: writeFieldsV1(fields),
    ...(subresource !== '' && { subresource }),
  };
}

function compareOwners(a: Owner, b: Owner): number {
  return (
    compareText(a.operation, b.operation) ||
    // Times have one form, which sorts as text; none comes first.
    compareText(a.time ?? '', b.time ?? '') ||
    compareText(a.manager, b.manager) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.subresource, b.subresource)
  );
}

/** An owner whose fields changed now. */
export function changedAt(owner: Omit<Owner, 'time'>, now: Instant): Owner {
  return { ...owner, time: formatInstant(now) };
}

/** Those that own something. */
export function withoutIdle(owners: Owners): Owners {
  return new Map([...owners].filter(([, { fields }]) => !isEmptySet(fields)));
}

const MOST_UPDATERS = 10;

/** At most ten owners by update: the oldest are taken together as `ancient-changes`. */
export function cappedOwners(owners: Owners): Owners {
  const updaters = [...owners].filter(([, { operation }]) => operation === 'Update');
  if (updaters.length <= MOST_UPDATERS) return owners;
  updaters.sort(([identityA, a], [identityB, b]) => {
    return compareText(a.time ?? '', b.time ?? '') || compareText(identityA, identityB);
  });
  const left = new Map(owners);
  // One entry takes the place of several, so one more than the surplus goes into it.
  const ancient = updaters.slice(0, updaters.length - MOST_UPDATERS + 1);
  for (const [identity, owner] of ancient) {
    const bucket: Owner = { ...owner, manager: 'ancient-changes', subresource: '' };
    const so = left.get(identityOf(bucket));
    left.delete(identity);
    left.set(identityOf(bucket), so === undefined ? bucket : { ...bucket, fields: union(so.fields, owner.fields) });
  }
  return left;
}
