import { pauseRollout } from '../../rollout/commands/pause.ts';
import type { KubeOptions } from '../kube-options.ts';
import type { World } from '../world.ts';
import { actOnEach } from './act-on-each.ts';

/** `verdict pause`. @throws as `actOnEach` */
export function pauseCommand(names: readonly string[], options: KubeOptions, world: World): Promise<number> {
  return actOnEach(names, options, { request: pauseRollout, done: (name) => `rollout '${name}' paused` }, world);
}
