import { restartRollout } from '../../rollout/commands/restart.ts';
import { type KubeOptions, withCluster } from '../kube-options.ts';
import type { World } from '../world.ts';
import { send } from './send.ts';

export interface RestartOptions extends KubeOptions {
  /** A Go duration. Default: none, at once. */
  readonly in?: string;
}

/**
 * `verdict restart`.
 *
 * @throws Fault DURATION_INVALID before anything is asked; CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export async function restartCommand(name: string, options: RestartOptions, world: World): Promise<number> {
  const delay = options.in || '0s';
  const request = restartRollout(name, delay, world.clock.now());
  await withCluster(options, world, (cluster, namespace) => send({ cluster, namespace }, request));
  world.stdout.write(`rollout '${name}' restarts in ${delay}\n`);
  return 0;
}
