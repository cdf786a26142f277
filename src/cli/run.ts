import { type Command, Option } from 'commander';
import type { Register } from './register.ts';
import { REPORT_FORMATS } from './report/report-formats.ts';
import { NO_LISTS, type RunOptions } from './run/run-options.ts';

const EXAMPLES = `
Examples:
  verdict run success-rate.yaml --arg service=checkout
  verdict run templates/ --template success-rate --args-file staging.yaml --timeout 10m
  verdict run errors.yaml --secret api-token/token=env:TOKEN --output junit --out verdict.xml
  verdict run success-rate.yaml --arg service=checkout --server https://verdict.example.com --output github
  verdict run canary.yaml --save run.json        and after a crash:  verdict run --resume run.json

Exit codes: 0 pass · 1 fail · 2 undecided · 3 error · 4 invalid input · 5 not evaluated · 130 left at once
`;

/** `verdict run`: measures until there is a verdict. */
export const registerRun: Register = (program, act) => {
  const command = program
    .command('run')
    .summary('measure until there is a verdict')
    .description('Takes AnalysisTemplates (or an AnalysisRun), measures what they ask for, and exits with the verdict.')
    .argument('[files...]', 'files, folders, or - for standard input')
    .addHelpText('after', EXAMPLES)
    .action((files: string[], options: RunOptions) =>
      act(async (world) =>
        (await import('./run/run-command.ts')).runCommand(files, { ...NO_LISTS, ...options }, world),
      ),
    );
  addInputOptions(command);
  addSecretOptions(command);
  addServerOptions(command);
  addCourseOptions(command);
  addOutputOptions(command);
};

function addInputOptions(command: Command): void {
  command
    .optionsGroup('What to measure:')
    .addOption(list('-t, --template <name>', 'the template to run, when there are several; repeat to join them'))
    .addOption(list('-a, --arg <name=value>', 'an argument; repeat for more'))
    .addOption(list('--args-file <file>', 'arguments: a YAML or JSON object, or lines NAME=VALUE'))
    .addOption(list('--metric <name>', 'only this metric; repeat for more'))
    .addOption(
      list('--dry-run [=rule]', 'metrics whose outcome does not count: all, or those whose names match the rule'),
    )
    .option(
      '-n, --namespace <name>',
      "the run's namespace, for Secrets and Jobs (default: the document's, then the context's)",
    )
    .addOption(list('--plugin <path>', 'a plugin with more providers; repeat for more'));
}

function addSecretOptions(command: Command): void {
  command
    .optionsGroup(
      'Secrets (looked for in this order; also VERDICT_SECRET_NAME__KEY in the environment, after --secret):',
    )
    .addOption(
      list(
        '--secret <name/key=value>',
        'a value, @FILE or env:VARIABLE. Others on this machine may see a command line: prefer the last two',
      ),
    )
    .addOption(list('--secrets-dir <folder>', 'a folder with a file NAME/KEY for each'))
    .option('--context <name>', "the cluster whose Secrets are read and whose Jobs are run: a kubeconfig's context")
    .option('--kubeconfig <file>', 'the kubeconfig (default: KUBECONFIG, then ~/.kube/config)');
}

function addServerOptions(command: Command): void {
  command
    .optionsGroup('Who measures (default: this process; a service has its own secrets, plugins and cluster):')
    .option('--server <url>', 'a service, `verdict serve`; also VERDICT_SERVER. Empty: this process')
    .option('--token-file <file>', 'what the service is shown; also VERDICT_TOKEN')
    .option('--template-ref <name>', 'a template that the service keeps, in place of files')
    .addOption(list('--label <key=value>', 'a label by which the run is found; repeat for more'));
}

function addCourseOptions(command: Command): void {
  command
    .optionsGroup('How it goes:')
    .option('--timeout <duration>', 'end the run after this time, such as 90s or 1h30m')
    .option('--save <file>', 'keep the run in this file, so that it can be resumed after a crash')
    .option('--resume <file>', 'go on with a run that was saved, and go on saving it there');
}

function addOutputOptions(command: Command): void {
  command
    .optionsGroup('What is said:')
    .addOption(
      new Option('-o, --output <format>', 'form of the report; github: annotations, job summary and outputs of a step')
        .choices([...REPORT_FORMATS, 'github'])
        .default('text'),
    )
    .option('--out <file>', 'write the report to this file; the text report is still shown')
    .option('--evidence <file>', 'write down everything that was asked and answered, for `verdict replay`');
}

function list(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}
