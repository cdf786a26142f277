import type { CommandRequest } from '../../rollout/commands/command-request.ts';
import { type KubeOptions, withCluster } from '../kube-options.ts';
import type { World } from '../world.ts';
import { send } from './send.ts';

/** What a command does to each of the objects that it is given the names of. */
export interface ActOnEach {
  readonly request: (name: string) => CommandRequest;
  /** What is said once it is done, such as `rollout 'web' aborted`. */
  readonly done: (name: string) => string;
}

/**
 * Does the same to one object after the other. The first error ends it: what was done before stays done.
 *
 * @returns the exit code
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export function actOnEach(
  names: readonly string[],
  options: KubeOptions,
  { request, done }: ActOnEach,
  world: World,
): Promise<number> {
  return withCluster(options, world, async (cluster, namespace) => {
    for (const name of names) {
      await send({ cluster, namespace }, request(name));
      world.stdout.write(`${done(name)}\n`);
    }
    return 0;
  });
}
