import { type ApiProxy, startApiProxy } from '../../support/api-proxy.ts';
import { type BreakableProxy, startBreakableProxy } from '../../support/breakable-proxy.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';

/** One controller's way to the API server. */
export interface Door {
  readonly kubeconfig: string;
  /** Decides about single requests, and knows all of them. */
  readonly api: ApiProxy;
  /** Breaks connections. */
  readonly line: BreakableProxy;
  stop(): Promise<void>;
}

/** Opens a way to the API server of a kubeconfig. */
export async function openDoor(kubeconfig: string, name: string, folder: TemporaryFolder): Promise<Door> {
  const api = await startApiProxy(kubeconfig);
  const line = await startBreakableProxy('127.0.0.1', api.port);
  const config = {
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user: name } }],
    clusters: [{ name, cluster: { server: `http://127.0.0.1:${line.port}` } }],
    users: [{ name, user: {} }],
  };
  return {
    kubeconfig: folder.write(`${name}.kubeconfig`, JSON.stringify(config)),
    api,
    line,
    async stop() {
      await line.stop();
      await api.stop();
    },
  };
}
