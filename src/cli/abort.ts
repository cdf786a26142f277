import { type KubeOptions, kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns } from './upstream-manners.ts';

/** `verdict abort`: sends traffic back to stable. */
export const registerAbort: Register = (program, act) => {
  const command = program
    .command('abort')
    .summary('abort an update')
    .description(
      'Stops the update of Rollouts and sends their traffic back to the stable ReplicaSet. Their spec still has the new version: `verdict retry rollout` starts the same update again, `verdict undo` takes it back.',
    )
    .argument('<names...>', 'Rollouts');
  kubeOptions(command).action((names: string[], options: KubeOptions) =>
    act(asUpstreamRuns(async (world) => (await import('./act/abort-command.ts')).abortCommand(names, options, world))),
  );
};
