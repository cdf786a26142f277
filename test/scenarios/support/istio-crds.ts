import type { JsonObject } from '../../../src/core/json.ts';
import { type Cluster, pathOf } from '../../../src/kube/cluster.ts';
import { nameOf } from '../../../src/kube/metadata.ts';

/*
 * Istio's two kinds that a Rollout's weights go into, as far as a cluster without Istio needs them: taken and given
 * back as they are.
 */

const GROUP = 'networking.istio.io';
const VERSION = 'v1alpha3';

export const ISTIO_KINDS = {
  virtualServices: { apiVersion: `${GROUP}/${VERSION}`, kind: 'VirtualService', plural: 'virtualservices' },
  destinationRules: { apiVersion: `${GROUP}/${VERSION}`, kind: 'DestinationRule', plural: 'destinationrules' },
} as const;

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Makes the cluster know the kinds; they stay. */
export async function applyIstioCrds(cluster: Cluster): Promise<void> {
  await Promise.all(istioCrds().map((crd) => applyCrd(cluster, crd)));
}

/** Their CustomResourceDefinitions. */
export function istioCrds(): readonly JsonObject[] {
  return Object.values(ISTIO_KINDS).map((kind) => crd(kind));
}

/** Applies a CustomResourceDefinition and waits until the API serves it. */
export async function applyCrd(cluster: Cluster, body: JsonObject): Promise<void> {
  const path = CRDS + pathOf(nameOf(body).name);
  const query = { fieldManager: 'verdict-scenarios', force: 'true' };
  await cluster.request({ method: 'PATCH', path, patch: 'apply', body, query });
  const established = cluster.lines({
    path: CRDS,
    query: { watch: 'true', fieldSelector: `metadata.name=${nameOf(body).name}`, timeoutSeconds: '60' },
  });
  for await (const line of established)
    if (/"type":"Established","status":"True"|"status":"True"[^{}]*"type":"Established"/.test(line)) return;
  throw new Error(`${nameOf(body).name} was not established within 60 s`);
}

function crd({ kind, plural }: { readonly kind: string; readonly plural: string }): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [
        {
          name: VERSION,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  };
}
