import type { Command } from 'commander';
import { type KubeOptions, kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns, upstreamManners } from './upstream-manners.ts';

/** `verdict set image`: gives containers another image. */
export const registerSet: Register = (program, act) => {
  const parent = upstreamManners(program.command('set')).description('change a Rollout');
  const image = parent
    .command('image')
    .summary('give a container another image')
    .description(
      'Changes the image of a container of a Rollout, or of the Deployment that its `workloadRef` names; that begins an update.',
    )
    .argument('<name>', 'a Rollout')
    .argument('<container=image>', "'*' stands for all containers");
  kubeOptions(image).action((name: string, assignment: string, options: KubeOptions, command: Command) => {
    const [container = '', value, ...more] = assignment.split('=');
    if (value === undefined || more.length > 0) return command.help({ error: true });
    const change = { container, image: value };
    return act(
      asUpstreamRuns(async (world) =>
        (await import('./act/set-image-command.ts')).setImageCommand(name, change, options, world),
      ),
    );
  });
};
