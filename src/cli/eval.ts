import { Option } from 'commander';
import type { EvalOptions } from './condition/eval-command.ts';
import type { Register } from './register.ts';

const HELP = `
Examples:
  verdict eval 'result[0] >= 0.95' --result '[0.97]'
  curl -s http://localhost:8080/stats | verdict eval 'result.errors / result.requests < 0.01' --result -
  verdict eval '$average(latency) < 200' --language jsonata --result '{"latency":[120,180]}'
  printf '%s\\n' '{"condition":"result > 1","result":2}' | verdict eval --stdin

A result is JSON: numbers are floats, as in an answer of the web provider. Where a provider gives another type, one key says so:
  {"$floats":[0.5,"NaN"]}   a list of floats (prometheus, graphite, grouped datadog queries)
  {"$float":"NaN"}          also "+Inf" "-Inf" "-0"
  {"$int":5} {"$strings":["a"]} {"$nrdb":{"count":10}} {"$nil":"[]float64"}

Exit codes: 0 true · 1 false · 3 no answer (an error, or neither true nor false) · 4 not a condition, or bad usage
With --stdin: 0 · 4 when a line was no question; the others are answered all the same
`;

/** `verdict eval`: what a condition makes of a result. */
export const registerEval: Register = (program, act) => {
  program
    .command('eval')
    .summary('try a condition on a result')
    .description('Says what a condition makes of a result, and why.')
    .argument('[condition]', "such as 'result[0] >= 0.95'")
    .option('-r, --result <json>', 'the result, or - to read it from standard input (default: nil)')
    .addOption(
      new Option('-l, --language <name>', 'language of the condition').choices(['expr', 'jsonata']).default('expr'),
    )
    .addOption(new Option('-o, --output <format>', 'form of the answer').choices(['text', 'json']).default('text'))
    .option(
      '--stdin',
      'read a JSON object with "condition" and "result" from each line, answer each with a line of JSON',
    )
    .addHelpText('after', HELP)
    .action((condition: string | undefined, options: EvalOptions) =>
      act(async (world) => (await import('./condition/eval-command.ts')).evalCommand(condition, options, world)),
    );
};
