import type { Command } from 'commander';
import type { Cluster } from '../kube/cluster.ts';
import { upstreamManners } from './upstream-manners.ts';
import type { World } from './world.ts';

/** Which cluster and namespace a command works on, as its options say. */
export interface KubeOptions {
  /** Default: the context's. */
  readonly namespace?: string;
  /** Default: KUBECONFIG, then `~/.kube/config`. */
  readonly kubeconfig?: string;
  /** Default: the kubeconfig's current context. */
  readonly context?: string;
}

/** Gives a command the options that kubectl has to choose a cluster. For commands that take no subcommands. */
export function clusterOptions(command: Command): Command {
  return command
    .optionsGroup('Which cluster:')
    .option('-n, --namespace <name>', "the namespace (default: the context's)")
    .option('--kubeconfig <file>', 'the kubeconfig (default: KUBECONFIG, then ~/.kube/config)')
    .option('--context <name>', "the kubeconfig's context (default: the current one)")
    .optionsGroup('Options:');
}

/**
 * Gives a command that upstream has too the options that choose a cluster, and upstream's way of refusing bad usage (see
 * `upstreamManners`).
 *
 * @see reference/interfaces.md §1
 */
export function kubeOptions(command: Command): Command {
  return clusterOptions(upstreamManners(command));
}

/**
 * Opens the cluster that is meant. The caller closes it.
 *
 * @throws Fault CLUSTER_UNREACHABLE when no cluster is given or the kubeconfig cannot be used
 */
export async function openCluster({ kubeconfig, context }: KubeOptions, { env }: World): Promise<Cluster> {
  const { connectLazily } = await import('../kube/load.ts');
  return connectLazily({ env, ...(kubeconfig && { kubeconfig }), ...(context && { context }) });
}

/** The namespace that is meant; an empty one is as good as none. */
export function namespaceOf({ namespace }: KubeOptions, cluster: Pick<Cluster, 'namespace'>): string {
  return namespace || cluster.namespace;
}

/**
 * Does something on the cluster that is meant, and closes it.
 *
 * @returns what `use` gives
 * @throws Fault CLUSTER_UNREACHABLE as `openCluster`, and whatever `use` throws
 */
export async function withCluster<Result>(
  options: KubeOptions,
  world: World,
  use: (cluster: Cluster, namespace: string) => Promise<Result>,
): Promise<Result> {
  const cluster = await openCluster(options, world);
  try {
    return await use(cluster, namespaceOf(options, cluster));
  } finally {
    await cluster.close();
  }
}
