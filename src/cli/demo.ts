import type { GivenDemoOptions } from './demo/demo-options.ts';
import type { Register } from './register.ts';

const ABOUT = `
Nothing outside this process is used or changed. Takes about a minute. Exit code 0 only if everything went as told.
`;

/** `verdict demo`: the gate shows itself on a cluster of its own. */
export const registerDemo: Register = (program, act) => {
  program
    .command('demo')
    .summary('show the gate at work, on a cluster inside this process')
    .description(
      'Starts a cluster in this process with a shop on it, releases a good version that the gate lets through, and a bad one that it takes back.',
    )
    .option('--blue-green', 'releases all at once instead of step by step')
    .option('--speed <number>', 'so many times faster, from 0.1 to 10', '1')
    .option('--keep', 'leave the cluster running afterwards, until Ctrl-C, and say how kubectl reaches it')
    .option('--port <number>', 'with --keep: where kubectl reaches it (default: any port that is free)')
    .addHelpText('after', ABOUT)
    .action((given: GivenDemoOptions) =>
      act(async (world) => (await import('./demo/demo-command.ts')).demoCommand(given, world)),
    );
};
