import { Option } from 'commander';
import { kubeOptions } from './kube-options.ts';
import type { ListOptions, ListRolloutsOptions } from './list/list-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns, upstreamManners } from './upstream-manners.ts';

/** `verdict list`: Rollouts or Experiments, a line each. */
export const registerList: Register = (program, act) => {
  const parent = upstreamManners(program.command('list')).description('list Rollouts or Experiments');
  const rollouts = parent.command('rollouts').aliases(['ro', 'rollout']).description('list Rollouts');
  kubeOptions(rollouts)
    .option('--name <name>', 'only the one of this name')
    .option('-A, --all-namespaces', 'those of all namespaces')
    .option('-w, --watch', 'go on with a line for each that changes, until Ctrl-C')
    .addOption(new Option('--no-watch').hideHelp())
    .option('--timestamps', 'begin each line with the time')
    .action((options: ListRolloutsOptions) =>
      act(asUpstreamRuns(async (world) => (await import('./list/list-rollouts.ts')).listRollouts(options, world))),
    );
  const experiments = parent.command('experiments').aliases(['exp', 'experiment']).description('list Experiments');
  kubeOptions(experiments)
    .option('-A, --all-namespaces', 'those of all namespaces')
    .action((options: ListOptions) =>
      act(
        asUpstreamRuns(async (world) => (await import('./list/list-experiments.ts')).listExperiments(options, world)),
      ),
    );
};
