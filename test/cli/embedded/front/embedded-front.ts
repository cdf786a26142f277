import { type ServedApi, serveApi } from '../../../../src/cli/embedded/front/serve-api.ts';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import type { Cluster } from '../../../../src/kube/cluster.ts';
import { connectLazily } from '../../../../src/kube/load.ts';
import type { Api } from '../../../../src/simulator/api/call.ts';
import { startCluster } from '../../../../src/simulator/start-cluster.ts';
import { applyOurCrds } from '../../../support/our-crds.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A whole embedded cluster that is served, and knows our kinds. */
export interface EmbeddedFront extends ServedApi {
  /** Where its kubeconfig is. */
  readonly file: string;
  /** Our own client for it. */
  readonly cluster: Cluster;
  /** Resolves when the next watch has begun. */
  nextWatch(): Promise<void>;
}

/** Starts one on the machine's clock. `stop` ends all of it. */
export async function openEmbeddedFront(): Promise<EmbeddedFront> {
  const embedded = startCluster({ clock: systemClock, random: Math.random });
  let watched = Promise.withResolvers<void>();
  const api: Api = {
    ...embedded.api,
    watch(call, hear) {
      watched.resolve();
      return embedded.api.watch(call, hear);
    },
  };
  const served = await serveApi(api, { port: 0, clock: systemClock });
  const folder = temporaryFolder();
  const file = folder.write('kubeconfig', served.kubeconfig);
  const cluster = await connectLazily({ kubeconfig: file });
  await applyOurCrds(cluster);
  return {
    ...served,
    file,
    cluster,
    nextWatch() {
      watched = Promise.withResolvers();
      return watched.promise;
    },
    async stop() {
      await served.stop();
      await cluster.close();
      embedded.stop();
      folder.remove();
    },
  };
}
