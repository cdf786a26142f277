import { onTestFinished } from 'vitest';
import type { Cluster } from '../../src/kube/cluster.ts';
import { connect } from '../../src/kube/connect.ts';
import { type Handler, startServer, type TestServer } from './http-server.ts';
import { writeKubeconfig } from './kubeconfig-file.ts';

/** A cluster whose API server is a server of the test's own; both are closed after it. */
export async function clusterAt(handler: Handler): Promise<{ cluster: Cluster; server: TestServer }> {
  const server = await startServer(handler);
  const cluster = connect({ kubeconfig: writeKubeconfig(server.url) });
  onTestFinished(async () => {
    await server.stop();
    await cluster.close();
  });
  return { cluster, server };
}
