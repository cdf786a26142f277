import type { JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { Cluster } from '../../kube/cluster.ts';
import { KINDS } from '../../kube/kinds.ts';
import { nameOf } from '../../kube/metadata.ts';
import { collectionPath, type Resource } from '../../kube/resource.ts';

const NAMESPACES: Resource = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces' };
const RESOURCES: readonly Resource[] = [NAMESPACES, ...Object.values(KINDS)];

/**
 * Makes objects, one after the other.
 *
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export async function createObjects(cluster: Cluster, objects: readonly JsonObject[]): Promise<void> {
  for (const object of objects) {
    const resource = RESOURCES.find(({ kind }) => kind === textIn(object, 'kind'));
    if (resource === undefined) throw new Error(`the demo makes no ${textIn(object, 'kind')}`);
    await cluster.request({ method: 'POST', path: collectionPath(resource, nameOf(object).namespace), body: object });
  }
}
