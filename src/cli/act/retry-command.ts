import { retryExperiment, retryRollout } from '../../rollout/commands/retry.ts';
import type { KubeOptions } from '../kube-options.ts';
import type { World } from '../world.ts';
import { type ActOnEach, actOnEach } from './act-on-each.ts';

const KINDS = {
  rollout: { request: retryRollout, done: (name) => `rollout '${name}' retried` },
  experiment: { request: retryExperiment, done: (name) => `experiment '${name}' retried` },
} as const satisfies Record<string, ActOnEach>;

/** `verdict retry rollout` and `verdict retry experiment`. @throws as `actOnEach` */
export function retryCommand(
  kind: keyof typeof KINDS,
  names: readonly string[],
  options: KubeOptions,
  world: World,
): Promise<number> {
  return actOnEach(names, options, KINDS[kind], world);
}
