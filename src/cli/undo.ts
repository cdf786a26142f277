import { InvalidArgumentError } from 'commander';
import { parseInt64 } from '../core/go/int.ts';
import { quote } from '../core/go/quote.ts';
import type { UndoOptions } from './act/undo-command.ts';
import { kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import { asUpstreamRuns } from './upstream-manners.ts';

/** `verdict undo`: goes back to an earlier revision. */
export const registerUndo: Register = (program, act) => {
  const command = program
    .command('undo')
    .summary('go back to an earlier revision')
    .description(
      'Gives a Rollout the pod template of an earlier revision back; its strategy stays as it is. That begins an update like any other.',
    )
    .argument('<name>', 'a Rollout')
    .option('--to-revision <number>', 'the revision to go back to (default: the one before the newest)', readRevision);
  kubeOptions(command).action((name: string, options: UndoOptions) =>
    act(asUpstreamRuns(async (world) => (await import('./act/undo-command.ts')).undoCommand(name, options, world))),
  );
};

function readRevision(text: string): bigint {
  const read = parseInt64(text);
  if (read.ok) return read.value;
  throw new InvalidArgumentError(`invalid argument ${quote(text)} for "--to-revision" flag: ${read.error}`);
}
