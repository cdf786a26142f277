import { type Command, CommanderError } from 'commander';
import { textOf } from '../core/fault.ts';
import { sayWhere } from './say-error.ts';
import type { World } from './world.ts';

/** What upstream's program exits with when anything is wrong. @see reference/interfaces.md §1 */
const FAILED = 1;

/** A command line was refused, and what is wrong with it was said. */
export class UsageRefused extends CommanderError {
  constructor(code: string, message: string) {
    super(FAILED, code, message);
  }
}

/**
 * Lets a command refuse bad usage as upstream's does: a wrong number of arguments, or a parent without a subcommand, gets the
 * usage on stderr; a wrong option a line `Error: …`. Exit 1 either way.
 *
 * @see reference/interfaces.md §1
 */
export function upstreamManners(command: Command): Command {
  const output = command.configureOutput();
  return command.configureOutput({ outputError: () => {} }).exitOverride((refusal) => {
    if (refusal.exitCode === 0) throw refusal;
    // Commander has printed help that it ends with; what it says about errors was held back above.
    const isHelp = refusal.code === 'commander.help';
    if (!isHelp) output.writeErr?.(asUpstream(refusal) ?? command.helpInformation({ error: true }));
    throw new UsageRefused(refusal.code, refusal.message);
  });
}

/** A command as upstream runs it: what it throws is one line `Error: …` on stderr, and the exit code is 1. */
export function asUpstreamRuns(command: (world: World) => Promise<number>): (world: World) => Promise<number> {
  return async (world) => {
    try {
      return await command(world);
    } catch (thrown) {
      if (thrown instanceof CommanderError) throw thrown;
      world.stderr.write(`Error: ${textOf(thrown)}\n`);
      sayWhere(thrown, world);
      return FAILED;
    }
  };
}

/** Commander's complaint in the words of Go's flags; undefined where upstream shows the usage. */
function asUpstream({ code, message }: CommanderError): string | undefined {
  const [, quoted = ''] = /'(-[^']*)'/.exec(message) ?? [];
  const [long = ''] = /--[\w-]+/.exec(quoted) ?? [quoted];
  switch (code) {
    case 'commander.unknownOption':
      return quoted.startsWith('--')
        ? `Error: unknown flag: ${long}\n`
        : `Error: unknown shorthand flag: '${quoted.charAt(1)}' in ${quoted}\n`;
    case 'commander.optionMissingArgument':
      return `Error: flag needs an argument: ${long}\n`;
    case 'commander.invalidArgument':
      // What is said of a value in Go's words stands behind commander's own sentence.
      return `Error: ${/invalid argument ".*/s.exec(message)?.[0] ?? message.replace(/^error: /, '')}\n`;
    default:
      return undefined;
  }
}
