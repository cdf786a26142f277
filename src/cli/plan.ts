import { Option } from 'commander';
import { clusterOptions } from './kube-options.ts';
import type { PlanOptions } from './plan/plan-command.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  verdict plan checkout                                      what the controller would do now
  verdict plan -f rollout.yaml -f cluster.yaml               the same from files, such as kubectl get -o yaml writes
  verdict plan checkout --now 2026-03-01T12:00:00Z -o json   at another time, as data

Nothing is changed. Where routers have a part, their answers are taken to be good. With files, what is not in them is not there.
`;

/** `verdict plan`: what the controller would do next for a Rollout. */
export const registerPlan: Register = (program, act) => {
  const command = program
    .command('plan')
    .summary('say what the controller would do next for a Rollout')
    .description(
      'Prints every action of the next sync of a Rollout, when it would be looked at again, and what stands against it.',
    )
    .argument('[rollout]', 'its name; with files that hold only one it may be left out')
    .addOption(
      new Option('-f, --filename <file>', 'read all objects from this file, folder or - (repeat for more)').argParser(
        (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
      ),
    )
    .option('--now <time>', 'plan for this moment, such as 2026-03-01T12:00:00Z (default: now)')
    .addOption(
      new Option('-o, --output <format>', 'form of the plan').choices(['text', 'json', 'yaml']).default('text'),
    )
    .addHelpText('after', EXAMPLES);
  clusterOptions(command).action((name: string | undefined, options: PlanOptions) =>
    act(async (world) => (await import('./plan/plan-command.ts')).planCommand(name, options, world)),
  );
};
