import type { Jobs } from '../providers/job/jobs.ts';
import type { Cluster } from './cluster.ts';
import { jobsOf } from './jobs.ts';
import type { ClusterChoice } from './kubeconfig.ts';

/*
 * The way into this room for everything outside it. `connect.ts` and what it imports cost a third of a second to load
 * (client-node, undici), so it is loaded here, when a cluster is first asked for. The other files cost nothing.
 */

/**
 * Opens a cluster.
 *
 * @throws Fault CLUSTER_UNREACHABLE when no cluster is given or the kubeconfig cannot be used; it says how to give one
 */
export async function connectLazily(choice: ClusterChoice = {}): Promise<Cluster> {
  const { connect } = await import('./connect.ts');
  return connect(choice);
}

/** Clusters that stay open, each opened when it is first asked for. */
export interface OpenClusters {
  /**
   * The one that is meant when nothing else is said, or the one that a kubeconfig path (or `in-cluster`) names.
   * A failure is not kept: the next call tries again.
   *
   * @throws Fault CLUSTER_UNREACHABLE
   */
  cluster(kubeconfig?: string): Promise<Cluster>;
  close(): Promise<void>;
}

/** Clusters to share in a process. */
export function openClusters(choice: ClusterChoice = {}): OpenClusters {
  const opened = new Map<string | undefined, Promise<Cluster>>();
  return {
    cluster(kubeconfig) {
      const open = opened.get(kubeconfig) ?? connectLazily(kubeconfig === undefined ? choice : { kubeconfig });
      opened.set(kubeconfig, open);
      open.catch(() => opened.delete(kubeconfig));
      return open;
    },
    async close() {
      const clusters = await Promise.allSettled(opened.values());
      opened.clear();
      for (const cluster of clusters) if (cluster.status === 'fulfilled') await cluster.value.close();
    },
  };
}

/**
 * What the Job provider takes. A cluster other than the default one never holds the runs.
 *
 * @param holdsRuns  whether AnalysisRuns are objects of the default cluster (true for the controller, false for a run from a terminal)
 */
export function jobsIn(
  clusters: OpenClusters,
  { holdsRuns }: Pick<Jobs, 'holdsRuns'>,
): (kubeconfig?: string) => Promise<Jobs> {
  return async (kubeconfig) =>
    jobsOf(await clusters.cluster(kubeconfig), { holdsRuns: holdsRuns && kubeconfig === undefined });
}
