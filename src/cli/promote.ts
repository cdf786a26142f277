import { type Command, Option } from 'commander';
import type { PromoteOptions } from './act/promote-command.ts';
import { kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns } from './upstream-manners.ts';

/** `verdict promote`: lets an update go on. */
export const registerPromote: Register = (program, act) => {
  const command = program
    .command('promote')
    .summary('let an update go on')
    .description('Ends the pause of a Rollout, or passes the step that it is at.')
    .argument('<name>', 'a Rollout')
    .option('--full', 'skip everything that is left: analyses, pauses and steps');
  deprecated(command, '-c, --skip-current-step', 'use without the flag instead ex: promote ROLLOUT_NAME');
  deprecated(command, '-a, --skip-all-steps', 'use --full instead');
  kubeOptions(command).action((name: string, options: PromoteOptions) =>
    act(
      asUpstreamRuns(async (world) => (await import('./act/promote-command.ts')).promoteCommand(name, options, world)),
    ),
  );
};

/** A flag of older versions: it is not in the help, and says on stderr what to use instead, each time it is given. */
function deprecated(command: Command, flags: string, advice: string): void {
  const option = new Option(flags).hideHelp();
  command.addOption(option).on(`option:${option.name()}`, () => {
    command.configureOutput().writeErr?.(`Flag ${option.long} has been deprecated, ${advice}\n`);
  });
}
