import { Fault, textOf } from '../../core/fault.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { Value } from '../../core/value.ts';
import { decodeValue } from '../../core/value-json.ts';
import type { ConditionLanguage } from '../../resources/analysis-spec.ts';

/** A condition and the result it is asked about. */
export interface Question {
  readonly condition: string;
  readonly result: Value;
  readonly language: ConditionLanguage;
}

/**
 * Reads a result, in the notation of core/value-json.ts.
 *
 * @param name what the text is called in the error, such as `--result`
 * @throws Fault USAGE_INVALID
 */
export function readResult(text: string, name: string): Value {
  return decoded(parsed(text, name), name);
}

/**
 * Reads a question from a line: a JSON object with `condition`, `result` (left out: nil) and, if need be, `language`.
 *
 * @param language where the line names none
 * @throws Fault USAGE_INVALID
 */
export function readQuestion(line: string, language: ConditionLanguage): Question {
  const json = parsed(line, 'the line');
  if (!isJsonObject(json)) throw unusable('the line', 'a JSON object with "condition" and "result" was expected');
  const { condition, result = null, language: own = language } = json;
  if (typeof condition !== 'string') throw unusable('"condition"', 'a text was expected');
  if (own !== 'expr' && own !== 'jsonata') throw unusable('"language"', 'expr or jsonata was expected');
  return { condition, result: decoded(result, '"result"'), language: own };
}

function parsed(text: string, name: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw unusable(name, `it is not JSON: ${textOf(cause)}`, cause);
  }
}

function decoded(json: Json, name: string): Value {
  try {
    return decodeValue(json);
  } catch (cause) {
    throw unusable(name, textOf(cause), cause);
  }
}

function unusable(name: string, why: string, cause?: unknown): Fault {
  return new Fault('USAGE_INVALID', `${name} cannot be used: ${why}`, {}, { cause });
}
