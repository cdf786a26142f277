import { type KubeOptions, kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns, upstreamManners } from './upstream-manners.ts';

/** `verdict terminate`: ends a run or an experiment that is under way. */
export const registerTerminate: Register = (program, act) => {
  const parent = upstreamManners(program.command('terminate')).description(
    'end an AnalysisRun or Experiment that is under way',
  );
  for (const { kind, word, aliases, names } of KINDS) {
    const command = parent.command(word).aliases(aliases).argument('<names...>', names).description(`end ${names}`);
    kubeOptions(command).action((names: string[], options: KubeOptions) =>
      act(
        asUpstreamRuns(async (world) =>
          (await import('./act/terminate-command.ts')).terminateCommand(kind, names, options, world),
        ),
      ),
    );
  }
};

const KINDS = [
  { kind: 'AnalysisRun', word: 'analysisrun', aliases: ['ar', 'analysisruns'], names: 'AnalysisRuns' },
  { kind: 'Experiment', word: 'experiment', aliases: ['exp', 'experiments'], names: 'Experiments' },
] as const;
