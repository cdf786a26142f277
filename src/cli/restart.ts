import type { RestartOptions } from './act/restart-command.ts';
import { kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns } from './upstream-manners.ts';

/** `verdict restart`: replaces the pods of a Rollout. */
export const registerRestart: Register = (program, act) => {
  const command = program
    .command('restart')
    .summary('replace the pods of a Rollout')
    .description(
      'Replaces all pods that are there now, a few at a time, as `maxUnavailable` and disruption budgets allow.',
    )
    .argument('<name>', 'a Rollout')
    .option('-i, --in <duration>', 'wait this long before it begins, such as 30s or 1h30m');
  kubeOptions(command).action((name: string, options: RestartOptions) =>
    act(
      asUpstreamRuns(async (world) => (await import('./act/restart-command.ts')).restartCommand(name, options, world)),
    ),
  );
};
