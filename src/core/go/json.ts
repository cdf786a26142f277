import type { Json } from '../json.ts';
import { formatJsonFloat, formatShortest } from './float.ts';
import { JsonError } from './json-error.ts';
import { type JsonForm, type JsonMembers, jsonForm, type Marshalable } from './json-form.ts';
import { readJson } from './json-reader.ts';
import { marshalText } from './json-text.ts';

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
 * @throws JsonError `json: unsupported value: NaN`, also for `+Inf` and `-Inf`; `json: unsupported type: …`
 * @see https://pkg.go.dev/encoding/json#Marshal
 */
export function marshalJson(value: Marshalable, options: MarshalOptions = {}): string {
  const { indent = '', escapeHtml = true } = options;
  const parts: string[] = [];
  const open: Open[] = [];
  const line = (): string => (indent === '' ? '' : `\n${indent.repeat(open.length)}`);

  let opened = start(jsonForm(value), parts, escapeHtml);
  for (;;) {
    if (opened !== undefined) open.push(opened);
    const top = open.at(-1);
    if (top === undefined) return parts.join('');
    const { members, next } = top;
    if (next === members.values.length) {
      open.pop();
      parts.push(line(), members.keys === undefined ? ']' : '}');
      opened = undefined;
      continue;
    }
    const key = members.keys?.[next];
    parts.push(next === 0 ? line() : `,${line()}`);
    if (key !== undefined) parts.push(marshalText(key, escapeHtml), indent === '' ? ':' : ': ');
    top.next += 1;
    opened = start(jsonForm(members.values[next] ?? null), parts, escapeHtml);
  }
}

/**
 * Reads JSON as Go's encoding/json does; every number is a float64. Of equal keys the last wins. Broken surrogates become U+FFFD.
 * `__proto__` is a key like any other.
 *
 * @throws JsonError in Go's words: `unexpected end of JSON input`, `invalid character 'o' in literal null (expecting 'u')`,
 *   `json: cannot unmarshal number 1e999 into Go value of type float64`, `invalid character '[' exceeded max depth` (10,000)
 * @see https://pkg.go.dev/encoding/json#Unmarshal
 */
export function unmarshalJson(text: string): Json {
  if (MAY_DIFFER.test(text) || mayBeTooDeep(text)) return readJson(text);
  try {
    // JSON.parse gives nothing but null, booleans, numbers, strings, arrays and plain objects of these.
    return JSON.parse(text.toWellFormed()) as Json;
  } catch {
    return readJson(text);
  }
}

/** Where Go and JSON.parse part: escaped surrogates, and numbers that may be too large for a float64. */
const MAY_DIFFER = /\\u[dD][89a-fA-F]|\d{200}|[eE]\+?\d{3}/;

/** A list or object of which some members have been printed. */
interface Open {
  readonly members: JsonMembers;
  next: number;
}

/** Prints a value that has no members, or opens one that has. */
function start(form: JsonForm, parts: string[], escapeHtml: boolean): Open | undefined {
  if (typeof form !== 'object' || form === null) {
    parts.push(typeof form === 'string' ? marshalText(form, escapeHtml) : marshalScalar(form));
    return undefined;
  }
  const isEmpty = form.values.length === 0;
  const brackets = form.keys === undefined ? '[]' : '{}';
  parts.push(isEmpty ? brackets : brackets.charAt(0));
  return isEmpty ? undefined : { members: form, next: 0 };
}

function marshalScalar(value: null | boolean | number | bigint): string {
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) throw new JsonError(`json: unsupported value: ${formatShortest(value)}`);
  return formatJsonFloat(value);
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
