import { NamedMap, type Value } from '../value.ts';
import { compareText } from './compare-text.ts';
import { formatJsonFloat, formatShortest } from './float.ts';
import { JsonError } from './json-error.ts';
import { readJson } from './json-reader.ts';

/** What can be printed as JSON: the values of conditions, whole numbers of any size as `bigint`, and maps. */
export type Marshalable =
  | Value
  | bigint
  | readonly Marshalable[]
  | ReadonlyMap<string, Marshalable>
  | { readonly [key: string]: Marshalable };

export interface MarshalOptions {
  /** Put before each line once per level, as `'  '`. Default: all on one line. */
  readonly indent?: string;
  /** Write `<`, `>` and `&` as `\u003c`, `\u003e` and `\u0026`. Default true, as Go does. */
  readonly escapeHtml?: boolean;
}

/**
 * JSON as Go's encoding/json prints it: keys in the order of their UTF-8 bytes, `<` `>` `&` and the separators U+2028 and U+2029
 * escaped, control characters as `\u00..` save `\b \f \n \r \t`, floats without an exponent between 1e-6 and 1e21.
 * Deep values are no trouble: nothing here recurses.
 *
 * @throws JsonError `json: unsupported value: NaN`, also for `+Inf` and `-Inf`
 * @see https://pkg.go.dev/encoding/json#Marshal
 */
export function marshalJson(value: Marshalable, options: MarshalOptions = {}): string {
  const { indent = '', escapeHtml = true } = options;
  const parts: string[] = [];
  const open: Members[] = [];
  const line = (): string => (indent === '' ? '' : `\n${indent.repeat(open.length)}`);

  let opened = start(value, parts, escapeHtml);
  for (;;) {
    if (opened !== undefined) open.push(opened);
    const top = open.at(-1);
    if (top === undefined) return parts.join('');
    if (top.next === top.values.length) {
      open.pop();
      parts.push(line(), top.close);
      opened = undefined;
      continue;
    }
    const key = top.keys?.[top.next];
    parts.push(top.next === 0 ? line() : `,${line()}`);
    if (key !== undefined) parts.push(marshalText(key, escapeHtml), indent === '' ? ':' : ': ');
    const member = top.values[top.next];
    top.next += 1;
    opened = start(member === undefined ? null : member, parts, escapeHtml);
  }
}

/**
 * Reads JSON as Go's encoding/json does, into the values of conditions; every number is a float64.
 * Of equal keys the last wins. Broken surrogates become U+FFFD. `__proto__` is a key like any other.
 *
 * @throws JsonError in Go's words: `unexpected end of JSON input`, `invalid character 'o' in literal null (expecting 'u')`,
 *   `json: cannot unmarshal number 1e999 into Go value of type float64`, `invalid character '[' exceeded max depth` (10,000)
 * @see https://pkg.go.dev/encoding/json#Unmarshal
 */
export function unmarshalJson(text: string): Value {
  if (MAY_DIFFER.test(text) || mayBeTooDeep(text)) return readJson(text);
  try {
    // JSON.parse gives nothing but null, booleans, numbers, strings, arrays and plain objects of these.
    return JSON.parse(text.toWellFormed()) as Value;
  } catch {
    return readJson(text);
  }
}

/** A text between double quotes, escaped as `marshalJson` does. */
export function marshalText(text: string, escapeHtml = true): string {
  const special = escapeHtml ? SPECIAL : SPECIAL_SAVE_HTML;
  return special.test(text) ? `"${text.replaceAll(escapeHtml ? ESCAPED : ESCAPED_SAVE_HTML, escape)}"` : `"${text}"`;
}

/** Where Go and JSON.parse part: escaped surrogates, and numbers that may be too large for a float64. */
const MAY_DIFFER = /\\u[dD][89a-fA-F]|\d{200}|[eE]\+?\d{3}/;

const SPECIAL = /["\\\0-\x1f<>&\u2028\u2029\ud800-\udfff]/;
const SPECIAL_SAVE_HTML = /["\\\0-\x1f\u2028\u2029\ud800-\udfff]/;
/** With the `u` flag only lone surrogates match the last range: a pair is one character. */
const ESCAPED = /["\\\0-\x1f<>&\u2028\u2029\ud800-\udfff]/gu;
const ESCAPED_SAVE_HTML = /["\\\0-\x1f\u2028\u2029\ud800-\udfff]/gu;

const SHORT = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escape(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  const code = character.charCodeAt(0);
  return code >= 0xd800 && code <= 0xdfff ? '\\ufffd' : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** An object or list whose members are being printed. */
interface Members {
  readonly keys?: readonly string[];
  readonly values: ArrayLike<Marshalable>;
  readonly close: string;
  next: number;
}

/** Prints a value that has no members, or opens one that has. */
function start(value: Marshalable, parts: string[], escapeHtml: boolean): Members | undefined {
  if (typeof value !== 'object' || value === null) {
    parts.push(typeof value === 'string' ? marshalText(value, escapeHtml) : marshalScalar(value));
    return undefined;
  }
  const members = membersOf(value);
  const isEmpty = members.values.length === 0;
  const brackets = members.keys === undefined ? '[]' : '{}';
  parts.push(isEmpty ? brackets : brackets.charAt(0));
  return isEmpty ? undefined : members;
}

function marshalScalar(value: null | boolean | number | bigint): string {
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) throw new JsonError(`json: unsupported value: ${formatShortest(value)}`);
  return formatJsonFloat(value);
}

function membersOf(value: Marshalable & object): Members {
  if (value instanceof Float64Array) return { values: value, close: ']', next: 0 };
  if (isList(value)) return { values: value, close: ']', next: 0 };
  if (value instanceof NamedMap) return objectMembers(Object.entries(value.entries));
  return objectMembers(value instanceof Map ? [...value] : Object.entries(value));
}

function objectMembers(entries: [string, Marshalable][]): Members {
  entries.sort(([a], [b]) => compareText(a, b));
  return { keys: entries.map(([key]) => key), values: entries.map(([, member]) => member), close: '}', next: 0 };
}

function isList(value: Marshalable & object): value is readonly Marshalable[] {
  return Array.isArray(value);
}

/** Whether more brackets open than may be nested; only then is the depth worth counting. */
function mayBeTooDeep(text: string): boolean {
  if (text.length <= 10_000) return false;
  let brackets = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x5b || unit === 0x7b) brackets += 1;
  }
  return brackets > 10_000;
}
