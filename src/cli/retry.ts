import { type KubeOptions, kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns, upstreamManners } from './upstream-manners.ts';

/** `verdict retry`: starts an aborted update or a failed experiment again. */
export const registerRetry: Register = (program, act) => {
  const parent = upstreamManners(program.command('retry')).description(
    'start an aborted update or a failed experiment again',
  );
  for (const kind of ['rollout', 'experiment'] as const) {
    const { aliases, summary, names } = KINDS[kind];
    const command = parent.command(kind).aliases(aliases).description(summary).argument('<names...>', names);
    kubeOptions(command).action((names: string[], options: KubeOptions) =>
      act(
        asUpstreamRuns(async (world) =>
          (await import('./act/retry-command.ts')).retryCommand(kind, names, options, world),
        ),
      ),
    );
  }
};

const KINDS = {
  rollout: { aliases: ['ro', 'rollouts'], summary: 'start an aborted update again', names: 'Rollouts' },
  experiment: { aliases: ['exp', 'experiments'], summary: 'start an experiment again', names: 'Experiments' },
};
