import { Option } from 'commander';
import type { ReplayOptions } from './evidence/replay-command.ts';
import type { Register } from './register.ts';
import { REPORT_FORMATS } from './report/report-formats.ts';

/** `verdict replay`: judges recorded evidence once more. */
export const registerReplay: Register = (program, act) => {
  program
    .command('replay')
    .summary('judge recorded evidence once more')
    .description(
      'Comes to a verdict from a file that `verdict run --evidence` wrote, without asking anybody, and exits with it. Where it differs from what was recorded, it says so and exits with 3.',
    )
    .argument('<file>', 'the evidence, or - for standard input')
    .addOption(new Option('-o, --output <format>', 'form of the report').choices(REPORT_FORMATS).default('text'))
    .option('--out <file>', 'write the report to this file; the text report is still shown')
    .action((file: string, options: ReplayOptions) =>
      act(async (world) => (await import('./evidence/replay-command.ts')).replayCommand(file, options, world)),
    );
};
