import { Command, CommanderError } from 'commander';
import { registerAbort } from './abort.ts';
import { registerController } from './controller.ts';
import { registerDemo } from './demo.ts';
import { registerEval } from './eval.ts';
import { EXIT } from './exit-code.ts';
import { registerGet } from './get.ts';
import { registerList } from './list.ts';
import { optionsBehindCommand } from './options-behind-command.ts';
import { registerPause } from './pause.ts';
import { registerPlan } from './plan.ts';
import { registerPromote } from './promote.ts';
import type { Act, Register } from './register.ts';
import { registerReplay } from './replay.ts';
import { registerRestart } from './restart.ts';
import { registerRetry } from './retry.ts';
import { registerRun } from './run.ts';
import { sayError } from './say-error.ts';
import { registerSchema } from './schema.ts';
import { registerServe } from './serve.ts';
import { registerSet } from './set.ts';
import { spelledOut } from './spelled-out.ts';
import { registerStatus } from './status.ts';
import { registerTerminate } from './terminate.ts';
import { registerToken } from './token.ts';
import { registerUndo } from './undo.ts';
import { UsageRefused } from './upstream-manners.ts';
import { registerVersion } from './version.ts';
import type { World } from './world.ts';

/** One file a command, in the order of the help. */
const COMMANDS: readonly Register[] = [
  registerDemo,
  registerRun,
  registerReplay,
  registerEval,
  registerController,
  registerServe,
  registerToken,
  registerPlan,
  registerGet,
  registerList,
  registerStatus,
  registerPromote,
  registerAbort,
  registerRetry,
  registerSet,
  registerUndo,
  registerPause,
  registerRestart,
  registerTerminate,
  registerSchema,
  registerVersion,
];

/**
 * Reads the command line and does what it says.
 *
 * @param words the command line without the program's own name
 * @returns     the exit code; this never rejects
 */
export async function runProgram(words: readonly string[], world: World): Promise<number> {
  let code: number = EXIT.pass;
  const act: Act = async (command) => {
    code = await command(world);
  };
  try {
    const program = programOf(world, act);
    const hasSubcommands = (name: string): boolean =>
      program.commands.some((command) => command.name() === name && command.commands.length > 0);
    await program.parseAsync(optionsBehindCommand(spelledOut(words), hasSubcommands), { from: 'user' });
    return code;
  } catch (thrown) {
    if (thrown instanceof UsageRefused) return thrown.exitCode;
    // What commander refuses it has said itself. Help that nobody asked for has the code of a mistake.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.pass : EXIT.invalidInput;
    return sayError(thrown, world);
  }
}

function programOf({ version, stdout, stderr }: World, act: Act): Command {
  const program = new Command('verdict')
    .description("Decides whether a release is safe to go on, from Argo Rollouts' AnalysisTemplates.")
    .version(version, '-V, --version', 'say which version this is')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'verdict: ')),
      // A terminal that does not know its size says 0.
      getOutHelpWidth: () => stdout.columns || 100,
      getErrHelpWidth: () => stderr.columns || 100,
    })
    .exitOverride()
    .showSuggestionAfterError();
  for (const register of COMMANDS) register(program, act);
  return program;
}
