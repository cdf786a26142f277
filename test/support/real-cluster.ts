import { randomUUID } from 'node:crypto';
import type { Cluster } from '../../src/kube/cluster.ts';
import { connectLazily } from '../../src/kube/load.ts';

/** A real cluster, with namespaces of the test's own. */
export interface RealCluster {
  readonly cluster: Cluster;
  /** A namespace that nobody else uses; it goes at `close`, with all that is in it. */
  newNamespace(): Promise<string>;
  close(): Promise<void>;
}

/**
 * The kubeconfig of a disposable cluster, from VERDICT_TEST_KUBECONFIG; undefined, with a line that says so, when there is none.
 *
 * @throws Error when there is none although VERDICT_REQUIRE_SERVERS asks for all servers
 */
export function realClusterKubeconfig(what: string): string | undefined {
  const kubeconfig = process.env['VERDICT_TEST_KUBECONFIG'];
  if (kubeconfig) return kubeconfig;
  const reason = `${what}: VERDICT_TEST_KUBECONFIG names no cluster`;
  if (process.env['VERDICT_REQUIRE_SERVERS']) throw new Error(`${reason}, and VERDICT_REQUIRE_SERVERS is set`);
  console.log(`skipped: ${reason}`);
  return undefined;
}

/** Opens the cluster of a kubeconfig. */
export async function openRealCluster(kubeconfig: string): Promise<RealCluster> {
  const cluster = await connectLazily({ kubeconfig });
  const namespaces: string[] = [];
  return {
    cluster,
    async newNamespace() {
      const name = `verdict-test-${randomUUID().slice(0, 8)}`;
      await cluster.request({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name } } });
      namespaces.push(name);
      return name;
    },
    async close() {
      for (const name of namespaces) await cluster.request({ method: 'DELETE', path: `/api/v1/namespaces/${name}` });
      await cluster.close();
    },
  };
}
