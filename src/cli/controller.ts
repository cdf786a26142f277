import { type Command, Option } from 'commander';
import type { Given } from './controller/controller-options.ts';
import { FLAG_GROUPS, type Flag } from './controller/flags.ts';
import type { Register } from './register.ts';

/** `verdict controller`: keeps the Rollouts of a cluster. */
export const registerController: Register = (program, act) => {
  const command = program
    .command('controller')
    .summary('keep the Rollouts of a cluster')
    .description(
      "Works on the Rollouts, Experiments and AnalysisRuns of a cluster in place of Argo Rollouts' controller. It takes the same Lease, so that only one of the two acts.",
    )
    .action((given: Given) =>
      act(async (world) => (await import('./controller/controller-command.ts')).controllerCommand(given, world)),
    );
  for (const { title, flags } of FLAG_GROUPS) addFlags(command.optionsGroup(`${title}:`), flags);
};

function addFlags(command: Command, flags: readonly Flag[]): void {
  for (const flag of flags) {
    const option = new Option(flag.flags, flag.text);
    if (flag.default !== undefined && flag.default !== '') option.default(flag.default);
    if (flag.isList)
      option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
    command.addOption(option);
  }
}
