import { pathOf } from './cluster.ts';

/** A kind of object, as its paths and manifests name it. */
export interface Resource {
  /** Group and version: `apps/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Its word in a path, such as `replicasets`. */
  readonly plural: string;
}

/**
 * Path of all objects of a kind.
 *
 * @param namespace  only those in it; empty for all namespaces, and for kinds that live in none
 */
export function collectionPath({ apiVersion, plural }: Resource, namespace: string): string {
  const root = apiVersion.includes('/') ? pathOf('apis', ...apiVersion.split('/')) : pathOf('api', apiVersion);
  return root + (namespace === '' ? '' : pathOf('namespaces', namespace)) + pathOf(plural);
}

/** An object of a kind that is known already. */
export interface ObjectName {
  /** Empty for kinds that live in no namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** Path of one object. */
export function objectPath(resource: Resource, { namespace, name }: ObjectName): string {
  return collectionPath(resource, namespace) + pathOf(name);
}
