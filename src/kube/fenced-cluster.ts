import { Fault } from '../core/fault.ts';
import type { Cluster } from './cluster.ts';
import type { OpenClusters } from './load.ts';

/**
 * A cluster to which nothing is written while this process may not, however long a write has waited for its turn or for a connection.
 * Such a write throws Fault LEASE_LOST.
 */
export function fencedCluster(cluster: Cluster, mayWrite: () => boolean): Cluster {
  return {
    ...cluster,
    request(request) {
      if (request.method === 'GET') return cluster.request(request);
      const beforeSend = (): void => {
        if (mayWrite()) return;
        const what = `${request.method} ${request.path}`;
        throw new Fault('LEASE_LOST', `${what}: not sent, for this process does not hold the lease any more`);
      };
      return cluster.request({ ...request, beforeSend });
    },
  };
}

/** Clusters of which none is written to while this process may not. */
export function fencedClusters(clusters: OpenClusters, mayWrite: () => boolean): OpenClusters {
  return {
    cluster: async (kubeconfig) => fencedCluster(await clusters.cluster(kubeconfig), mayWrite),
    close: () => clusters.close(),
  };
}
