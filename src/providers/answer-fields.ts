import { Fault } from '../core/fault.ts';
import { unmarshalJson } from '../core/go/json.ts';
import { JsonError } from '../core/go/json-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';

/**
 * Reads an answer that is to be JSON. What `read` throws because something in it has the wrong type is told in the same way.
 *
 * @param context  put before Go's text, such as `Could not parse JSON body: `
 * @param read     makes of the JSON what the caller needs, with the functions of this file
 * @throws Fault PROVIDER_ANSWER_INVALID with Go's text
 */
export function readAnswer<T>(body: string, context: string, read: (answer: Json) => T): T {
  try {
    return read(unmarshalJson(body));
  } catch (thrown) {
    if (!(thrown instanceof JsonError)) throw thrown;
    throw new Fault('PROVIDER_ANSWER_INVALID', context + thrown.message, {}, { cause: thrown });
  }
}

/**
 * A field of an object as Go's encoding/json finds it: upper and lower case are the same, of several the last counts.
 * Undefined when there is none.
 *
 * @param name  in lower case
 */
export function fieldOf(object: JsonObject, name: string): Json | undefined {
  return Object.entries(object).findLast(([key]) => key.toLowerCase() === name)?.[1];
}

/**
 * An object; without fields where there is nothing or null.
 *
 * @param into  what it is read into, for Go's text: `json: cannot unmarshal array into Go value of type …`
 * @throws JsonError for anything else
 */
export function objectIn(value: Json | undefined, into: string): JsonObject {
  const object = value ?? {};
  return isJsonObject(object) ? object : mismatch(object, into);
}

/** A list; null where there is nothing or null. @throws JsonError for anything else */
export function listIn(value: Json | undefined, into: string): readonly Json[] | null {
  const list = value ?? null;
  return list === null || isList(list) ? list : mismatch(list, into);
}

/** A number; 0 where there is nothing or null. @throws JsonError for anything else */
export function numberIn(value: Json | undefined, into: string): number {
  const number = value ?? 0;
  return typeof number === 'number' ? number : mismatch(number, into);
}

/** A text; empty where there is nothing or null. @throws JsonError for anything else */
export function textIn(value: Json | undefined, into: string): string {
  const text = value ?? '';
  return typeof text === 'string' ? text : mismatch(text, into);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function mismatch(value: Json, into: string): never {
  throw new JsonError(`json: cannot unmarshal ${kindOf(value)} into Go ${into}`);
}

function kindOf(value: Json): string {
  if (isList(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
