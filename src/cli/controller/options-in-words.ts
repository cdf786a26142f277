import { Command } from 'commander';
import { registerController } from '../controller.ts';
import { type ControllerOptions, type Given, readOptions } from './controller-options.ts';

/**
 * What `verdict controller WORDS…` is told, with the defaults of the command line.
 *
 * @throws Fault USAGE_INVALID; commander's error for an option that it does not know
 */
export function optionsInWords(words: readonly string[]): ControllerOptions {
  const program = new Command('verdict').exitOverride().configureOutput({ writeErr: () => {} });
  registerController(program, () => Promise.resolve());
  program.parse(['controller', ...words], { from: 'user' });
  const given: Given = program.commands[0]?.opts() ?? {};
  return readOptions(given);
}
