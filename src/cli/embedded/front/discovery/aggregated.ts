import type { JsonObject } from '../../../../core/json.ts';
import type { ApiKind } from '../../../../simulator/api/kind.ts';
import type { ServedGroup } from './served.ts';
import { SUBRESOURCE_VERBS, type Subresource, subresourcesOf, verbsOf } from './verbs.ts';

/** The content type of aggregated discovery, and what a client asks for it with. */
export const AGGREGATED = {
  transform: { as: 'APIGroupDiscoveryList', group: 'apidiscovery.k8s.io', version: 'v2' },
  contentType: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
} as const;

/**
 * Everything that groups serve, in one answer.
 *
 * @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery
 */
export function aggregatedDiscovery(groups: readonly ServedGroup[]): JsonObject {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name === '' ? {} : { name },
      versions: versions.map(({ version, kinds }) => ({
        version,
        resources: kinds.map(resourceOf),
        freshness: 'Current',
      })),
    })),
  };
}

function resourceOf(kind: ApiKind): JsonObject {
  const { group, version, plural, singular, shortNames, categories, isNamespaced } = kind;
  const subresources = subresourcesOf(kind).map(subresourceOf);
  return {
    resource: plural,
    responseKind: { group, version, kind: kind.kind },
    scope: isNamespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(kind),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.length > 0 && { subresources }),
  };
}

function subresourceOf({ name, group, version, kind }: Subresource): JsonObject {
  return { subresource: name, responseKind: { group, version, kind }, verbs: SUBRESOURCE_VERBS };
}
