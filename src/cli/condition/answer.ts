import { Fault } from '../../core/fault.ts';
import type { Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Value } from '../../core/value.ts';
import { encodeValue } from '../../core/value-json.ts';
import { checkSyntax } from '../../evaluator/check-syntax.ts';
import { ask, evaluate, answerTo as evaluateAny, type Outcome } from '../../evaluator/evaluate.ts';
import { explain } from '../../evaluator/explain.ts';
import type { Explained } from '../../evaluator/explained.ts';
import { checkJsonataSyntax, judgeWithJsonata, transformWithJsonata } from '../../evaluator/jsonata.ts';
import { explainedToJson } from '../../runner/report/explanation-json.ts';
import type { Question } from './question.ts';

/** What a condition makes of a result. */
export interface Answer extends Question {
  /** Absent where it is neither true nor false. */
  readonly outcome?: boolean;
  /** What the expression gives, of whatever type; absent where it gives nothing. */
  readonly value?: Value;
  /** The phase of a measurement with this as its successCondition, and its message. */
  readonly measurement: Outcome;
  /** Why there is no outcome. */
  readonly error?: string;
  /** Where the condition cannot be parsed, in UTF-16 code units; absent for one that can. */
  readonly offset?: number;
  /** Absent for JSONata, and for what cannot be parsed. */
  readonly explained?: Explained;
}

/**
 * Answers a question.
 *
 * @param now what `now()` says
 */
export async function answerTo(question: Question, now: Instant): Promise<Answer> {
  const { condition, language } = question;
  // To a metric an empty condition is none, and every value is Successful: no question that anybody asks.
  if (condition === '') return refused(question, 'an empty condition is none', 0);
  const fault = language === 'expr' ? checkSyntax(condition) : await jsonataFault(condition);
  if (fault !== undefined) return refused(question, fault.message, fault.offset);
  return language === 'expr' ? answerToExpression(question, now) : answerToJsonata(question, now);
}

/** The answer as JSON; docs/conditions.md describes it. */
export function answerToJson(answer: Answer): JsonObject {
  const { condition, language, outcome, value, measurement, error, offset, explained } = answer;
  const written = value === undefined ? undefined : valueToJson(value);
  return {
    condition,
    language,
    outcome: outcome ?? null,
    ...(written !== undefined && { value: written }),
    phase: measurement.phase,
    ...(measurement.message !== undefined && { message: measurement.message }),
    ...(error !== undefined && { error }),
    ...(offset !== undefined && { offset }),
    ...(explained && { explained: explainedToJson(explained) }),
  };
}

function refused(question: Question, error: string, offset: number): Answer {
  const message = `could not evaluate successCondition "${question.condition}": ${error}`;
  return { ...question, measurement: { phase: 'Error', message }, error, offset };
}

async function jsonataFault(text: string): Promise<{ readonly message: string; readonly offset: number } | undefined> {
  const problem = await checkJsonataSyntax(text);
  return problem && { message: problem.message, offset: problem.from };
}

function answerToExpression(question: Question, now: Instant): Answer {
  const { condition, result } = question;
  const any = evaluateAny(condition, result, now);
  const outcome = ask(condition, result, now);
  return {
    ...question,
    ...(typeof outcome === 'boolean' ? { outcome } : { error: outcome }),
    ...(any.ok && { value: any.value }),
    measurement: evaluate({ successCondition: condition, failureCondition: '' }, result, now),
    explained: explain(condition, result, now),
  };
}

async function answerToJsonata(question: Question, now: Instant): Promise<Answer> {
  const { condition, result } = question;
  const measurement = await judgeWithJsonata({ successCondition: condition, failureCondition: '' }, result, now);
  const prefix = `could not evaluate successCondition "${condition}": `;
  return {
    ...question,
    ...(measurement.phase === 'Error'
      ? { error: (measurement.message ?? '').replace(prefix, '') }
      : { outcome: measurement.phase === 'Successful' }),
    ...(await jsonataValue(question, now)),
    measurement,
  };
}

async function jsonataValue({ condition, result }: Question, now: Instant): Promise<{ readonly value?: Value }> {
  try {
    return { value: await transformWithJsonata(condition, result, now) };
  } catch (thrown) {
    // The measurement says what went wrong.
    if (thrown instanceof Fault) return {};
    throw thrown;
  }
}

/** Undefined for what JSON has no notation for, such as a time: the explanation has its text. */
function valueToJson(value: Value): Json | undefined {
  try {
    return encodeValue(value);
  } catch {
    return undefined;
  }
}
