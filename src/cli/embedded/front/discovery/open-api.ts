import type { JsonObject } from '../../../../core/json.ts';
import type { ApiKind } from '../../../../simulator/api/kind.ts';
import type { ServedGroup, ServedVersion } from './served.ts';

/** Where the documents of the versions are, at `/openapi/v3`. */
export function openApiIndex(groups: readonly ServedGroup[]): JsonObject {
  const places = groups.flatMap(({ name, versions }) => versions.map((version) => placeOf(name, version)));
  return { paths: Object.fromEntries(places.map((place) => [place, { serverRelativeURL: `/openapi/v3/${place}` }])) };
}

/** `api/v1`, `apis/apps/v1`. */
function placeOf(group: string, { groupVersion }: ServedVersion): string {
  return `${group === '' ? 'api' : 'apis'}/${groupVersion}`;
}

/**
 * The document of one version, as much as kubectl asks of it before it writes: that patches check unknown fields. No schemas
 * of objects are in it, so kubectl leaves the checks to the server, and has nothing for `explain`.
 */
export function openApiOf(group: string, served: ServedVersion): JsonObject {
  const root = `/${placeOf(group, served)}`;
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.35' },
    paths: Object.fromEntries(served.kinds.map((kind) => [pathOf(root, kind), { patch: patchOf(kind) }])),
    components: { schemas: {} },
  };
}

function pathOf(root: string, { isNamespaced, plural }: ApiKind): string {
  return `${root}${isNamespaced ? '/namespaces/{namespace}' : ''}/${plural}/{name}`;
}

const PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation', 'force'];

function patchOf({ group, version, kind }: ApiKind): JsonObject {
  return {
    parameters: PARAMETERS.map((name) => ({
      name,
      in: 'query',
      schema: { type: name === 'force' ? 'boolean' : 'string' },
    })),
    responses: { 200: { description: 'OK' } },
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': { group, version, kind },
  };
}
