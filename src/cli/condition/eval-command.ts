import { Fault, textOf } from '../../core/fault.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ConditionLanguage } from '../../resources/analysis-spec.ts';
import { caretUnder } from '../../resources/problem.ts';
import { EXIT } from '../exit-code.ts';
import { printJson } from '../report/print-json.ts';
import { paintFor } from '../terminal/paint.ts';
import type { World } from '../world.ts';
import { type Answer, answerTo, answerToJson } from './answer.ts';
import { answerText } from './answer-text.ts';
import { linesOf, textOfStream } from './lines.ts';
import { readQuestion, readResult } from './question.ts';

/** The options of `verdict eval` as they were written. */
export interface EvalOptions {
  readonly result?: string;
  readonly language: ConditionLanguage;
  readonly output: 'text' | 'json';
  readonly stdin?: true;
}

/**
 * Answers one condition, or with `--stdin` one a line.
 *
 * @returns the exit code: 0 true, 1 false, 3 no answer; with `--stdin` 0, or 4 when a line was no question
 * @throws Fault USAGE_INVALID; CONDITION_INVALID with a caret under the place when the one condition cannot be parsed
 */
export async function evalCommand(condition: string | undefined, options: EvalOptions, world: World): Promise<number> {
  if (options.stdin === true) {
    if (condition !== undefined || options.result !== undefined)
      throw usage('with --stdin conditions and results come from the lines: leave CONDITION and --result out');
    return answerLines(options.language, world);
  }
  if (condition === undefined)
    throw usage("a condition is missing: verdict eval 'result[0] >= 0.95' --result '[0.97]'");
  return answerOne(condition, options, world);
}

async function answerOne(condition: string, { result, language, output }: EvalOptions, world: World): Promise<number> {
  const { stdin, stdout, clock } = world;
  const text = result === '-' ? await textOfStream(stdin) : result;
  const value = text === undefined ? null : readResult(text, '--result');
  const answer = await answerTo({ condition, result: value, language }, clock.now());
  if (answer.offset !== undefined && output === 'text') throw refusal(condition, answer.error ?? '', answer.offset);
  stdout.write(output === 'json' ? printJson(answerToJson(answer)) : answerText(answer, paintFor(stdout)));
  return exitCodeOf(answer);
}

async function answerLines(language: ConditionLanguage, { stdin, stdout, clock }: World): Promise<number> {
  let code: number = EXIT.pass;
  for await (const line of linesOf(stdin)) {
    const answer = await answerLine(line, language, clock.now()).catch((thrown: unknown): JsonObject => {
      code = EXIT.invalidInput;
      return { error: textOf(thrown) };
    });
    stdout.write(printJson(answer));
  }
  return code;
}

async function answerLine(
  line: string,
  language: ConditionLanguage,
  now: ReturnType<World['clock']['now']>,
): Promise<JsonObject> {
  return answerToJson(await answerTo(readQuestion(line, language), now));
}

function exitCodeOf({ outcome, offset }: Answer): number {
  if (offset !== undefined) return EXIT.invalidInput;
  if (outcome === undefined) return EXIT.error;
  return outcome ? EXIT.pass : EXIT.fail;
}

function refusal(condition: string, message: string, offset: number): Fault {
  return new Fault('CONDITION_INVALID', `${message}\n${caretUnder({ text: condition, offset })}`, {
    condition,
    offset,
  });
}

function usage(message: string): Fault {
  return new Fault('USAGE_INVALID', message);
}
