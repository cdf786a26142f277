import type { Instant } from '../core/instant.ts';
import type { Patience } from '../core/patience.ts';
import { NIL_FLOATS, type Value } from '../core/value.ts';
import { compiledFor, TOO_DEEP } from './program-cache.ts';
import type { Program } from './run/compile.ts';
import { Run } from './run/run.ts';
import { Stop } from './run/stop.ts';
import { typeOfResult } from './types/result-type.ts';
import { listView } from './values/list.ts';
import { followed, isNil } from './values/nil.ts';
import { typeName } from './values/type-name.ts';

/** The two conditions of a metric, arguments filled in; an empty text is none. */
export interface Conditions {
  readonly successCondition: string;
  readonly failureCondition: string;
}

/** What the conditions make of a value. `message` is there for `Error` only: upstream's whole text. */
export interface Outcome {
  readonly phase: 'Successful' | 'Failed' | 'Inconclusive' | 'Error';
  readonly message?: string;
}

/**
 * Judges a value by its conditions as Argo Rollouts does (expr.md §1). Both are evaluated; an error of either is the outcome. Never throws.
 *
 * @param now       what `now()` says
 * @param patience  how long both may take; absent: as long as their steps take
 */
export function evaluate(conditions: Conditions, value: Value, now: Instant, patience?: Patience): Outcome {
  const { successCondition, failureCondition } = conditions;
  const success = successCondition === '' ? undefined : ask(successCondition, value, now, patience);
  if (typeof success === 'string') return errorOf('successCondition', successCondition, { value, message: success });
  const failure = failureCondition === '' ? undefined : ask(failureCondition, value, now, patience);
  if (typeof failure === 'string') return errorOf('failureCondition', failureCondition, { value, message: failure });
  return OUTCOMES[phaseOf(success, failure)];
}

/** The outcomes without a message; made once. */
const OUTCOMES = {
  Successful: { phase: 'Successful' },
  Failed: { phase: 'Failed' },
  Inconclusive: { phase: 'Inconclusive' },
} as const;

function phaseOf(success: boolean | undefined, failure: boolean | undefined): keyof typeof OUTCOMES {
  if (failure === undefined) return success === false ? 'Failed' : 'Successful';
  if (failure) return 'Failed';
  return success === false ? 'Inconclusive' : 'Successful';
}

function errorOf(
  which: keyof Conditions,
  text: string,
  { value, message }: { value: Value; message: string },
): Outcome {
  return { phase: 'Error', message: `could not evaluate ${which} "${text}": ${shownReason(message, value)}` };
}

/** Why a condition could not be evaluated; whatever it was, an empty result is what is told. */
export function shownReason(message: string, value: Value): string {
  const isEmpty = isNil(value) || listView(value)?.length === 0;
  return isEmpty ? 'metric result is nil or empty: no data returned from the metric provider' : message;
}

/** What a condition gives: a boolean, or the reason why it gives none. */
export function ask(text: string, value: Value, now: Instant, patience?: Patience): boolean | string {
  const answer = answerTo(text, value, now, patience);
  if (!answer.ok) return answer.message;
  return typeof answer.value === 'boolean' ? answer.value : `expected bool, but got ${typeName(answer.value)}`;
}

/** What an expression gives, of whatever type, or why it gives nothing and at which stage. */
export type Answer =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly stage: 'compile' | 'run'; readonly message: string };

/** Evaluates an expression on a result. Never throws. */
export function answerTo(text: string, value: Value, now: Instant, patience?: Patience): Answer {
  const result = resultOf(value);
  const compiled = compiledFor(text, typeOfResult(result));
  if (!compiled.ok) return { ok: false, stage: 'compile', message: compiled.refusal.message };
  return runProgram(compiled.program, result, now, patience);
}

/** What the conditions see: pointers are followed once, lists that were never made are nil. */
export function resultOf(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Float64Array) return value === NIL_FLOATS ? null : value;
  const target = followed(value);
  return isNil(target) ? null : target;
}

/** Evaluates a compiled expression. */
export function runProgram({ code, variables }: Program, result: Value, now: Instant, patience?: Patience): Answer {
  try {
    return { ok: true, value: code(new Run(result, now, variables, patience)) };
  } catch (thrown) {
    return { ok: false, stage: 'run', message: reasonOf(thrown) };
  }
}

/** Why an evaluation ended. What the machine cannot hold ends it too. */
function reasonOf(thrown: unknown): string {
  // Bytes of strings that are no characters cannot stand in a message.
  if (thrown instanceof Stop) return thrown.message.toWellFormed();
  if (!(thrown instanceof RangeError)) throw thrown;
  return /call stack/.test(thrown.message) ? TOO_DEEP : 'memory budget exceeded';
}
