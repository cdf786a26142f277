import { Option } from 'commander';
import type { Register } from './register.ts';
import { storeOptions } from './serve/store-options.ts';
import type { CreateTokenOptions, ListTokensOptions, TokenOptions } from './token/token-options.ts';

const ABOUT = `
Tokens are made beside the store of \`verdict serve\`, with the same --data or database as the service, which may run meanwhile.
A caller sends one as "Authorization: Bearer TOKEN"; \`verdict run --server\` takes it from VERDICT_TOKEN.
`;

const EXAMPLES = `
Examples:
  verdict token create ci-checkout --namespace checkout --role runner --expires 90d
  verdict token create grafana --namespace '*' --role viewer > grafana.token

The token is printed on standard output, this once; the store keeps its hash alone. Everything else goes to standard error.
`;

/** `verdict token`: the API tokens of a service. */
export const registerToken: Register = (program, act) => {
  const parent = program
    .command('token')
    .summary('make, list and revoke API tokens of the service')
    .description('Makes, lists and revokes the API tokens with which callers show the service who they are.')
    .addHelpText('after', ABOUT);
  const create = parent
    .command('create')
    .description('make a token, and print it once')
    .argument('[name]', 'what it is called in lists and in the audit')
    .option('--name <name>', 'the same as an option')
    .requiredOption(
      '-n, --namespace <namespace>',
      "namespace in which it counts; '*' for all, and for cluster templates",
    )
    .addOption(
      new Option(
        '--role <role>',
        'viewer reads; runner also starts, terminates and retries runs; admin does everything',
      )
        .choices(['viewer', 'runner', 'admin'])
        .makeOptionMandatory(),
    )
    .option(
      '--expires <duration>',
      'how long it counts: days, a Go duration or both, as in 90d, 36h, 1d12h (default: for good)',
    )
    .addHelpText('after', EXAMPLES);
  storeOptions(create).action((name: string | undefined, options: CreateTokenOptions) =>
    act(async (world) =>
      (await import('./token/create-token.ts')).createToken({ ...options, names: [name, options.name] }, world),
    ),
  );
  const list = parent
    .command('list')
    .description('list the tokens there are; none of them can be read again')
    .addOption(new Option('-o, --output <format>', 'form of the list').choices(['text', 'json']).default('text'));
  storeOptions(list).action((options: ListTokensOptions) =>
    act(async (world) => (await import('./token/list-tokens.ts')).listTokens(options, world)),
  );
  const revoke = parent
    .command('revoke')
    .description('revoke a token: within three seconds it counts for nothing anywhere, nor do sessions that it began')
    .argument('<token>', 'its id or its name');
  storeOptions(revoke).action((which: string, options: TokenOptions) =>
    act(async (world) => (await import('./token/revoke-token.ts')).revokeToken(which, options, world)),
  );
};
