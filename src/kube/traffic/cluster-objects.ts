import { isJsonObject } from '../../core/json.ts';
import type { Manifest, ObjectRef } from '../../traffic/router.ts';
import { type Cluster, pathOf } from '../cluster.ts';
import type { RouterObjects } from './router-objects.ts';

/**
 * Routers' objects on a cluster.
 *
 * @param cached  looks into the watches' caches
 */
export function clusterObjects(cluster: Cluster, cached: RouterObjects['cached']): RouterObjects {
  return {
    cached,
    async read(ref) {
      const answer = await cluster.request({ method: 'GET', path: objectPath(ref) });
      return isJsonObject(answer) ? answer : {};
    },
    async create(ref, manifest) {
      await cluster.request({ method: 'POST', path: listPath(ref), body: manifest });
    },
    async replace(ref, manifest) {
      await cluster.request({ method: 'PUT', path: objectPath(ref), body: manifest satisfies Manifest });
    },
    async patch(ref, body) {
      await cluster.request({ method: 'PATCH', patch: 'merge', path: objectPath(ref), body });
    },
  };
}

function listPath({ apiVersion, namespace, resource }: ObjectRef): string {
  return pathOf('apis', ...apiVersion.split('/'), 'namespaces', namespace, resource);
}

function objectPath(ref: ObjectRef): string {
  return listPath(ref) + pathOf(ref.name);
}
