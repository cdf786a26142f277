import { type Cluster, pathOf } from '../../../src/kube/cluster.ts';

const NAMESPACES = '/api/v1/namespaces';

/**
 * A namespace that nobody else uses; `close` begins to delete it with all that is in it.
 *
 * @param id  that no other namespace has
 */
export async function openNamespace(
  cluster: Cluster,
  id: string,
): Promise<{ readonly name: string; close(): Promise<void> }> {
  const name = `scenario-${id}`;
  await cluster.request({ method: 'POST', path: NAMESPACES, body: { metadata: { name } } });
  return {
    name,
    async close() {
      await cluster.request({ method: 'DELETE', path: NAMESPACES + pathOf(name) });
    },
  };
}
