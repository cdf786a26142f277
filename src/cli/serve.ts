import { Option } from 'commander';
import type { Register } from './register.ts';
import { NO_SERVE_LISTS, type ServeOptions } from './serve/serve-options.ts';
import { storeOptions } from './serve/store-options.ts';

const EXAMPLES = `
Examples:
  verdict serve                                       on http://127.0.0.1:8765, with its store in your data directory
  VERDICT_DATABASE_URL=postgres://… verdict serve --listen 0.0.0.0:8765 --config verdict.yaml

Exit codes: 0 ended when asked to · 3 something outside failed, such as the database · 4 invalid input · 130 left at once
`;

/** `verdict serve`: the gate as a service. */
export const registerServe: Register = (program, act) => {
  const command = program
    .command('serve')
    .summary('serve the gate: REST, event streams, dashboard')
    .description(
      'Serves the gate: other tools start runs over HTTP, wait for verdicts, and are called back; a page shows them.',
    )
    .addHelpText('after', EXAMPLES)
    .action((options: ServeOptions) =>
      act(async (world) =>
        (await import('./serve/serve-command.ts')).serveCommand({ ...NO_SERVE_LISTS, ...options }, world),
      ),
    );
  command
    .optionsGroup('Where:')
    .option('--listen <host:port>', 'address and port; port 0 for any that is free', '127.0.0.1:8765')
    .option('--allow-unauthenticated', 'serve other machines although callers need not authenticate');
  storeOptions(command);
  command
    .optionsGroup('What it may use:')
    .option('--config <file>', 'authentication, egress, grants, retention, limits: a YAML or JSON file')
    .option(
      '--secrets-dir <folder>',
      'a folder with a file NAME/KEY for each Secret, for those that are granted from it',
    )
    .option('--context <name>', "the cluster whose Secrets and Jobs are granted: a kubeconfig's context")
    .option('--kubeconfig <file>', 'the kubeconfig (default: KUBECONFIG, then ~/.kube/config)')
    .addOption(list('--plugin <path>', 'a plugin with more providers; repeat for more'))
    .option('--no-sharing', 'each run asks its backends itself, also what another has just asked');
  command
    .optionsGroup('What is said:')
    .addOption(
      new Option('--log-level <level>', 'least that is logged')
        .choices(['debug', 'info', 'warn', 'error'])
        .default('info'),
    )
    .addOption(
      new Option(
        '--log-format <format>',
        'form of the log, which goes to standard error (default: text for a terminal, else json)',
      ).choices(['text', 'json']),
    );
};

function list(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}
