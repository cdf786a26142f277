import type { ApiKind } from '../../../../simulator/api/kind.ts';

/** A part of an object that has an address of its own. */
export interface Subresource {
  readonly name: 'status' | 'scale';
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** What can be done with a part of an object. */
export const SUBRESOURCE_VERBS: readonly string[] = ['get', 'patch', 'update'];

/** What can be done with objects of a kind. Namespaces are deleted one by one. */
export function verbsOf({ group, plural }: ApiKind): readonly string[] {
  const isNamespaces = group === '' && plural === 'namespaces';
  return isNamespaces ? VERBS.filter((verb) => verb !== 'deletecollection') : VERBS;
}

/** The parts of a kind's objects that are served. */
export function subresourcesOf(kind: ApiKind): readonly Subresource[] {
  const { group, version } = kind;
  return [
    ...(kind.scale === undefined
      ? []
      : [{ name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale' } as const]),
    ...(kind.hasStatus ? [{ name: 'status', group, version, kind: kind.kind } as const] : []),
  ];
}
