import { randomUUID } from 'node:crypto';
import { type Cluster, pathOf } from '../../../src/kube/cluster.ts';

const NAMESPACES = '/api/v1/namespaces';

/** A namespace that nobody else uses; `close` begins to delete it with all that is in it. */
export async function openNamespace(cluster: Cluster): Promise<{ readonly name: string; close(): Promise<void> }> {
  const name = `scenario-${randomUUID().slice(0, 8)}`;
  await cluster.request({ method: 'POST', path: NAMESPACES, body: { metadata: { name } } });
  return {
    name,
    async close() {
      await cluster.request({ method: 'DELETE', path: NAMESPACES + pathOf(name) });
    },
  };
}
