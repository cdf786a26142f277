import { type KubeOptions, kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns } from './upstream-manners.ts';

/** `verdict pause`: holds an update where it is. */
export const registerPause: Register = (program, act) => {
  const command = program
    .command('pause')
    .summary('hold an update where it is')
    .description('Sets `spec.paused` of Rollouts; `verdict promote` lets them go on.')
    .argument('<names...>', 'Rollouts');
  kubeOptions(command).action((names: string[], options: KubeOptions) =>
    act(asUpstreamRuns(async (world) => (await import('./act/pause-command.ts')).pauseCommand(names, options, world))),
  );
};
