import type { Cluster } from './cluster.ts';

/** A cluster that nothing is written to: whatever is not a question throws, and is not sent. */
export function readOnlyCluster(cluster: Cluster): Cluster {
  return {
    ...cluster,
    request: (request) =>
      request.method === 'GET'
        ? cluster.request(request)
        : Promise.reject(new Error(`read-only: ${request.method} ${request.path} is not sent`)),
  };
}
