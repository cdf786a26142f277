import { jsonForm, type Marshalable } from '../../core/go/json-form.ts';
import type { Value } from '../../core/value.ts';

/** A value as JSONata knows values: null, booleans, numbers, strings, arrays and plain objects. */
export type JsonataValue = null | boolean | number | string | JsonataValue[] | { [key: string]: JsonataValue };

/**
 * Copies a value into what JSONata knows, by the rules of JSON: lists of any kind become arrays, integers numbers, times texts.
 * The copy is JSONata's to mark as it likes.
 *
 * @throws JsonError for what has no JSON
 */
export function toJsonata(value: Marshalable): JsonataValue {
  const form = jsonForm(value);
  if (typeof form === 'bigint') return Number(form);
  if (typeof form !== 'object' || form === null) return form;
  const values = Array.from(form.values, toJsonata);
  return form.keys === undefined ? values : objectOf(form.keys.map((key, index) => [key, values[index] ?? null]));
}

/**
 * Copies what an expression came to into a plain value: nothing becomes null, JSONata's sequences become lists.
 *
 * @throws Error if it is or holds a function
 */
export function fromJsonata(answer: unknown): Value {
  switch (typeof answer) {
    case 'undefined':
      return null;
    case 'boolean':
    case 'number':
    case 'string':
      return answer;
    case 'object':
      return answer === null ? null : fromContainer(answer);
    default:
      throw new Error(`the expression gives ${nameOf(answer)}, not a value`);
  }
}

function fromContainer(answer: object): Value {
  if (Array.isArray(answer)) return Array.from(answer, fromJsonata);
  if (isFunction(answer)) throw new Error('the expression gives a function, not a value');
  return objectOf(Object.entries(answer).map(([key, member]) => [key, fromJsonata(member)]));
}

/** JSONata's own functions and lambdas are objects with one of these marks. */
function isFunction(answer: object): boolean {
  return '_jsonata_lambda' in answer || '_jsonata_function' in answer;
}

/** How a person calls what an expression gave: `nothing`, `null`, `a number`, `an object`. */
export function nameOf(answer: unknown): string {
  if (answer === undefined) return 'nothing';
  if (answer === null) return 'null';
  if (Array.isArray(answer)) return 'an array';
  return typeof answer === 'object' ? 'an object' : `a ${typeof answer}`;
}

/** `__proto__` is a key like any other here. */
function objectOf<T>(entries: [string, T][]): { [key: string]: T } {
  return Object.fromEntries(entries);
}
