import { abortRollout } from '../../rollout/commands/abort.ts';
import type { KubeOptions } from '../kube-options.ts';
import type { World } from '../world.ts';
import { actOnEach } from './act-on-each.ts';

/** `verdict abort`. @throws as `actOnEach` */
export function abortCommand(names: readonly string[], options: KubeOptions, world: World): Promise<number> {
  return actOnEach(names, options, { request: abortRollout, done: (name) => `rollout '${name}' aborted` }, world);
}
