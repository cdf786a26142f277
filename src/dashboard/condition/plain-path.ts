import type { Json, JsonObject } from '../api/wire.ts';

/** `result` and members of it by name or number: `result[0]`, `result.rate`, `result["p95"].value`. */
const PLAIN = /^result(\.[A-Za-z_]\w*|\[\d+\]|\["[^"\\]*"\])*$/;
const STEP = /\.([A-Za-z_]\w*)|\[(\d+)\]|\["([^"\\]*)"\]/g;

/** Whether a part of a condition only points into the result, so that its value can be read without the condition language. */
export function isPlainPath(text: string): boolean {
  return PLAIN.test(text);
}

/** What a plain path points at in a measured value as evidence writes it; undefined when there is nothing. */
export function valueAtPath(path: string, value: Json): Json | undefined {
  const steps = [...path.matchAll(STEP)].map(([, name, index, quoted]) => name ?? quoted ?? Number(index));
  return steps.reduce<Json | undefined>((at, step) => memberOf(at, step), plainValue(value));
}

function memberOf(at: Json | undefined, step: string | number): Json | undefined {
  if (Array.isArray(at)) return typeof step === 'number' ? plainValue(at[step]) : undefined;
  if (!isObject(at) || typeof step === 'number') return undefined;
  return Object.hasOwn(at, step) ? plainValue(at[step]) : undefined;
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/**
 * Takes the marks of types off a value: evidence writes `{"$int": 5}` for an integer and `{"$floats": [0.5]}` for a list of floats.
 * Marks that have no counterpart in JSON stay as they are; numbers that JSON cannot hold become undefined.
 */
export function plainValue(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const [[mark, inner] = ['', null], ...more] = Object.entries(value);
  if (more.length > 0) return value;
  switch (mark) {
    case '$int':
    case '$int64':
      return Number(inner);
    case '$float':
      return undefined;
    case '$floats':
    case '$ints':
    case '$strings':
      return inner;
    default:
      return value;
  }
}

/** A finite number that a plain path points at; undefined for anything else. */
export function numberAtPath(path: string, value: Json): number | undefined {
  const found = valueAtPath(path, value);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}
