import { Command } from 'commander';
import { type ControllerOptions, type Given, readOptions } from '../../src/cli/controller/controller-options.ts';
import { registerController } from '../../src/cli/controller.ts';

/**
 * What `verdict controller WORDS…` is told.
 *
 * @throws Fault USAGE_INVALID
 */
export function controllerOptions(...words: readonly string[]): ControllerOptions {
  const program = new Command('verdict').exitOverride().configureOutput({ writeErr: () => {} });
  registerController(program, () => Promise.resolve());
  program.parse(['controller', ...words], { from: 'user' });
  const given: Given = program.commands[0]?.opts() ?? {};
  return readOptions(given);
}
