import { Fault } from '../core/fault.ts';
import type { Instant } from '../core/instant.ts';
import type { Value } from '../core/value.ts';
import { compileJsonata, evaluateJsonata } from './jsonata/engine.ts';
import { type JsonataProblem, problemIn, reasonOf } from './jsonata/reason.ts';
import { fromJsonata, nameOf } from './jsonata/values.ts';

/** The two conditions of a metric; an empty text is none. */
export interface JsonataConditions {
  readonly successCondition: string;
  readonly failureCondition: string;
}

/** What the conditions make of a value; `message` only for `Error`. */
export interface JsonataOutcome {
  readonly phase: 'Successful' | 'Failed' | 'Inconclusive' | 'Error';
  readonly message?: string;
}

/**
 * Judges a value by conditions in JSONata, an addition of ours (`conditionLanguage: jsonata`). The value is `$` and `$result`; the phases
 * are those of the original's language (expr.md §1). A condition that gives anything but true or false is an error.
 *
 * @param now  what `$now()` and `$millis()` say
 */
export async function judgeWithJsonata(
  { successCondition, failureCondition }: JsonataConditions,
  value: Value,
  now: Instant,
): Promise<JsonataOutcome> {
  const success = await ask('successCondition', successCondition, { value, now });
  if (typeof success === 'string') return { phase: 'Error', message: success };
  const failure = await ask('failureCondition', failureCondition, { value, now });
  if (typeof failure === 'string') return { phase: 'Error', message: failure };
  return { phase: phaseOf(success, failure) };
}

/**
 * Reshapes a value by a JSONata expression (`transform`). Nothing becomes null, sequences become lists, all numbers are float64.
 *
 * @throws Fault `CONDITION_INVALID` `could not evaluate transform "…": …`
 */
export async function transformWithJsonata(text: string, value: Value, now: Instant): Promise<Value> {
  try {
    return fromJsonata(await evaluateJsonata(text, value, now));
  } catch (thrown) {
    throw new Fault('CONDITION_INVALID', failed('transform', text, reasonOf(thrown)), { text }, { cause: thrown });
  }
}

/** Evaluates JSONata: in this very thread, or where it can be ended from outside. */
export interface Jsonata {
  /** As `judgeWithJsonata`. */
  readonly judge: typeof judgeWithJsonata;
  /** As `transformWithJsonata`. */
  readonly transform: typeof transformWithJsonata;
  /** As `checkJsonataSyntax`. */
  readonly check: typeof checkJsonataSyntax;
}

/** In this thread. */
export const JSONATA_HERE: Jsonata = {
  judge: judgeWithJsonata,
  transform: transformWithJsonata,
  check: checkJsonataSyntax,
};

/** What is wrong with a text as JSONata, or undefined if it can be parsed. */
export async function checkJsonataSyntax(text: string): Promise<JsonataProblem | undefined> {
  try {
    await compileJsonata(text);
    return undefined;
  } catch (thrown) {
    return problemIn(text, thrown);
  }
}

/** True or false as a condition says, undefined for none, or the text of an error. */
async function ask(
  name: string,
  text: string,
  { value, now }: { value: Value; now: Instant },
): Promise<boolean | undefined | string> {
  if (text === '') return undefined;
  try {
    const answer = await evaluateJsonata(text, value, now);
    return typeof answer === 'boolean'
      ? answer
      : failed(name, text, `expected true or false, but got ${nameOf(answer)}`);
  } catch (thrown) {
    return failed(name, text, reasonOf(thrown));
  }
}

function phaseOf(success: boolean | undefined, failure: boolean | undefined): JsonataOutcome['phase'] {
  if (failure === true) return 'Failed';
  if (success === true) return 'Successful';
  if (success === false && failure === false) return 'Inconclusive';
  return success === false ? 'Failed' : 'Successful';
}

function failed(what: string, text: string, reason: string): string {
  return `could not evaluate ${what} "${text}": ${reason}`;
}
