import type { JsonObject } from '../core/json.ts';
import { listIn, objectIn, textIn } from '../core/json-members.ts';
import type { ObjectName } from './resource.ts';

/** The key of an object among those of its kind: `namespace/name`, or `name` alone. */
export function keyOf({ namespace, name }: ObjectName): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** The name that a key was made of. */
export function nameOfKey(key: string): ObjectName {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, Math.max(slash, 0)), name: key.slice(slash + 1) };
}

/** Namespace and name of an object. */
export function nameOf(object: JsonObject): ObjectName {
  const metadata = objectIn(object, 'metadata');
  return { namespace: textIn(metadata, 'namespace'), name: textIn(metadata, 'name') };
}

/** The uid that tells an object from others that had its name; empty before the API has given one. */
export function uidOf(object: JsonObject): string {
  return textIn(objectIn(object, 'metadata'), 'uid');
}

/** The version of an object, which every write changes; empty before the API has given one. */
export function versionOf(object: JsonObject): string {
  return textIn(objectIn(object, 'metadata'), 'resourceVersion');
}

/** The uids of all owners of an object. */
export function ownersOf(object: JsonObject): readonly string[] {
  return listIn(objectIn(object, 'metadata'), 'ownerReferences').map((owner) => textIn(owner, 'uid'));
}

/**
 * Whether one version of a kind's objects is older than another. An empty one is older than any.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions (numbers that grow)
 */
export function isOlder(version: string, other: string): boolean {
  return version.length === other.length ? version < other : version.length < other.length;
}

/** An object without `managedFields`: a fifth of its memory, and nobody here reads them. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  const { managedFields, ...metadata } = objectIn(object, 'metadata');
  return managedFields === undefined ? object : { ...object, metadata };
}
