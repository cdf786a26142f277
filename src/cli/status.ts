import { InvalidArgumentError, Option } from 'commander';
import { textOf } from '../core/fault.ts';
import { durationMs } from '../core/go/duration.ts';
import { quote } from '../core/go/quote.ts';
import type { Millis } from '../core/instant.ts';
import { kubeOptions } from './kube-options.ts';
import type { Register } from './register.ts';
import type { StatusOptions } from './status/status-options.ts';
import { asUpstreamRuns } from './upstream-manners.ts';

const HELP = `
Examples:
  verdict status checkout                 waits until the Rollout is Healthy or Degraded
  verdict status checkout --timeout 90s   gives up after 90 seconds
  verdict status checkout --watch=false   says how it stands now

Exit codes: 0 Healthy, or with --watch=false not Degraded · 1 Degraded, the time was over, or an error
`;

/** `verdict status`: how a Rollout stands, and what becomes of it. */
export const registerStatus: Register = (program, act) => {
  const command = program
    .command('status')
    .summary('wait until a Rollout is healthy or degraded')
    .description('Says how a Rollout stands, and every change, until it is Healthy or Degraded.')
    .argument('<name>', 'a Rollout');
  kubeOptions(command)
    .option('-w, --watch', 'wait for an end; --watch=false does not', true)
    .addOption(new Option('--no-watch').hideHelp())
    .option('-t, --timeout <duration>', 'give up after this time, such as 90s or 1h30m (default: never)', durationIn)
    .addHelpText('after', HELP)
    .action((name: string, options: StatusOptions) =>
      act(
        asUpstreamRuns(async (world) =>
          (await import('./status/status-command.ts')).statusCommand(name, options, world),
        ),
      ),
    );
};

/** 0 stands for no limit. */
function durationIn(text: string): Millis | undefined {
  try {
    return durationMs(text) || undefined;
  } catch (fault) {
    throw new InvalidArgumentError(`invalid argument ${quote(text)} for "-t, --timeout" flag: ${textOf(fault)}`);
  }
}
