import { compareText } from '../../core/go/compare-text.ts';
import { formatGeneral } from '../../core/go/float.ts';
import type { Value } from '../../core/value.ts';

/**
 * A value on the way through a path: decoded JSON, or a whole number (a literal in the path, or one byte of a text).
 * Undefined is a nil that is the data itself, of a path or of one turn of a range; it acts as null but prints otherwise.
 */
export type PathValue = Value | Whole | undefined;

/** A whole number of Go's type `int` or `uint8`; unlike JSON's numbers, it is no float. */
export class Whole {
  readonly type: 'int' | 'uint8';
  readonly value: bigint;

  constructor(type: 'int' | 'uint8', value: bigint) {
    this.type = type;
    this.value = value;
  }
}

/** A list, as JSON gives it. */
export function isList(value: PathValue): value is readonly Value[] {
  return Array.isArray(value);
}

/** An object, as JSON gives it. */
export function isMap(value: PathValue): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Whole);
}

/**
 * What is directly inside: items, values in the order of their keys (Go's order is random), or the bytes of a text.
 */
export function childrenOf(value: PathValue): readonly PathValue[] {
  if (isList(value)) return value;
  if (isMap(value)) return sortedEntries(value).map(([, child]) => child);
  if (typeof value === 'string') return Array.from(Buffer.from(value), (byte) => new Whole('uint8', BigInt(byte)));
  return [];
}

/** The Go type that errors name. */
export function goTypeOf(value: PathValue): string {
  if (value instanceof Whole) return value.type;
  if (isList(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  return typeof value === 'number' ? 'float64' : typeof value === 'boolean' ? 'bool' : 'string';
}

/** The value as conditions see it: a whole number becomes a float. */
export function plainOf(value: PathValue): Value {
  return value instanceof Whole ? Number(value.value) : (value ?? null);
}

const PRINTED_DEPTH = 100;
const PRINTED_LENGTH = 4096;

/** A value as Go's `%v` prints it: `map[a:1 b:[x y]]`, `<nil>`, `1e+06`. Cut where it gets very deep or long. */
export function printed(value: PathValue, depth = 0): string {
  if (depth > PRINTED_DEPTH) return '…';
  if (value === undefined) return '<invalid reflect.Value>';
  if (value === null) return '<nil>';
  if (value instanceof Whole) return String(value.value);
  if (typeof value === 'number') return formatGeneral(value);
  if (typeof value !== 'object') return String(value);
  const parts = isMap(value)
    ? sortedEntries(value).map(([key, child]) => `${key}:${printed(child, depth + 1)}`)
    : childrenOf(value).map((child) => printed(child, depth + 1));
  const text = `${isMap(value) ? 'map' : ''}[${parts.join(' ')}]`;
  return text.length > PRINTED_LENGTH ? `${text.slice(0, PRINTED_LENGTH)}…` : text;
}

function sortedEntries(map: { readonly [key: string]: Value }): readonly [string, Value][] {
  return Object.entries(map).sort(([a], [b]) => compareText(a, b));
}
