import type { JsonObject } from '../../../../core/json.ts';
import type { ApiKind } from '../../../../simulator/api/kind.ts';
import type { ServedGroup, ServedVersion } from './served.ts';
import { SUBRESOURCE_VERBS, subresourcesOf, verbsOf } from './verbs.ts';

/** The versions of the core group, at `/api`. */
export function coreVersions(core: ServedGroup | undefined): JsonObject {
  return { kind: 'APIVersions', versions: core?.versions.map(({ version }) => version) ?? [] };
}

/** The groups with a name, at `/apis`. */
export function groupList(groups: readonly ServedGroup[]): JsonObject {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(membersOf) };
}

/** One group, at `/apis/GROUP`. */
export function groupOf(group: ServedGroup): JsonObject {
  return { kind: 'APIGroup', apiVersion: 'v1', ...membersOf(group) };
}

function membersOf({ name, versions }: ServedGroup): JsonObject {
  const named = versions.map(({ groupVersion, version }) => ({ groupVersion, version }));
  return { name, versions: named, preferredVersion: named[0] ?? null };
}

/** The kinds of one version, at `/api/VERSION` and `/apis/GROUP/VERSION`. */
export function resourceList({ groupVersion, kinds }: ServedVersion): JsonObject {
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: kinds.flatMap(resourcesOf) };
}

function resourcesOf(served: ApiKind): readonly JsonObject[] {
  const { plural, singular, isNamespaced, kind, shortNames, categories } = served;
  const whole = {
    name: plural,
    singularName: singular,
    namespaced: isNamespaced,
    kind,
    verbs: verbsOf(served),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  };
  const parts = subresourcesOf(served).map((part) => ({
    name: `${plural}/${part.name}`,
    singularName: '',
    namespaced: isNamespaced,
    ...(part.name === 'scale' && { group: part.group, version: part.version }),
    kind: part.kind,
    verbs: SUBRESOURCE_VERBS,
  }));
  return [whole, ...parts];
}
