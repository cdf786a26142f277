import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseInt64 } from '../core/go/int.ts';
import { quote } from '../core/go/quote.ts';
import { kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import type { GetOptions } from './tree/get-options.ts';
import { asUpstreamRuns, upstreamManners } from './upstream-manners.ts';

const SIGNS = `
Signs: ⟳ Rollout · # revision · ⧉ ReplicaSet · □ pod · Σ Experiment · α AnalysisRun · ⊞ Job
       ✔ well · ◌ under way · ◷ waiting · ॥ paused · ✖ failed · ⚠ error · ? inconclusive or unknown · • scaled down
`;

/** `verdict get`: a Rollout or an Experiment with all that belongs to it. */
export const registerGet: Register = (program, act) => {
  const parent = upstreamManners(program.command('get'))
    .summary('show a Rollout or an Experiment with all that belongs to it')
    .description(
      'Shows a Rollout or an Experiment, and its ReplicaSets, pods, Experiments, AnalysisRuns and Jobs as a tree.',
    )
    .addHelpText('after', SIGNS);
  const rollout = parent
    .command('rollout')
    .aliases(['ro', 'rollouts'])
    .description('show a Rollout with all that belongs to it')
    .argument('<name>', 'a Rollout');
  treeOptions(rollout)
    .option('--timeout-seconds <number>', 'end the watch after this many seconds (default: never)', secondsIn)
    .action((name: string, options: GetOptions) =>
      act(asUpstreamRuns(async (world) => (await import('./tree/get-rollout.ts')).getRollout(name, options, world))),
    );
  const experiment = parent
    .command('experiment')
    .aliases(['exp', 'experiments'])
    .description('show an Experiment with all that belongs to it')
    .argument('<name>', 'an Experiment');
  treeOptions(experiment).action((name: string, options: GetOptions) =>
    act(
      asUpstreamRuns(async (world) => (await import('./tree/get-experiment.ts')).getExperiment(name, options, world)),
    ),
  );
};

function treeOptions(command: Command): Command {
  return kubeOptions(command)
    .option('-w, --watch', 'show it anew whenever something changes, until Ctrl-C')
    .addOption(new Option('--no-watch').hideHelp())
    .option('--no-color', 'no colours; there are none, either, where they cannot be seen')
    .addHelpText('after', SIGNS);
}

function secondsIn(text: string): number {
  const read = parseInt64(text);
  if (read.ok) return Number(read.value);
  throw new InvalidArgumentError(`invalid argument ${quote(text)} for "--timeout-seconds" flag: ${read.error}`);
}
