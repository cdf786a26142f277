import { terminate } from '../../rollout/commands/terminate.ts';
import type { KubeOptions } from '../kube-options.ts';
import type { World } from '../world.ts';
import { actOnEach } from './act-on-each.ts';

/** As upstream spells them in its answers. */
const SPELLED = { AnalysisRun: 'analysisRun', Experiment: 'experiment' } as const;

/** `verdict terminate analysisrun` and `verdict terminate experiment`. @throws as `actOnEach` */
export function terminateCommand(
  kind: keyof typeof SPELLED,
  names: readonly string[],
  options: KubeOptions,
  world: World,
): Promise<number> {
  const done = (name: string): string => `${SPELLED[kind]} '${name}' terminated`;
  return actOnEach(names, options, { request: (name) => terminate(kind, name), done }, world);
}
