import {
  Int,
  IntList,
  NamedMap,
  NamedText,
  NIL_FLOATS,
  NIL_LIST,
  Pair,
  PairList,
  Place,
  Pointer,
  StringList,
  Struct,
  Typed,
  TypedList,
  type Value,
} from '../value.ts';
import { compareText } from './compare-text.ts';
import { JsonError } from './json-error.ts';
import { GoMonth, GoWeekday } from './time/calendar-name.ts';
import { GoDuration } from './time/go-duration.ts';
import { GoTime } from './time/go-time.ts';
import { rfc3339 } from './time/rfc3339.ts';

/** What can be turned into JSON: the values of conditions, whole numbers of any size as `bigint`, and maps. */
export type Marshalable =
  | Value
  | bigint
  | readonly Marshalable[]
  | ReadonlyMap<string, Marshalable>
  | { readonly [key: string]: Marshalable };

/** A list, or an object with its keys in the order in which they are written. */
export interface JsonMembers {
  readonly keys?: readonly string[];
  readonly values: ArrayLike<Marshalable>;
}

/** What JSON knows: members are looked at one level at a time. */
export type JsonForm = null | boolean | number | bigint | string | JsonMembers;

/**
 * What a value is in JSON by the rules of Go's encoding/json: keys in the order of their UTF-8 bytes, save those of structs; times are
 * RFC 3339 texts, durations nanoseconds, bytes base64, lists and pointers that were never made null.
 *
 * @throws JsonError `json: unsupported type: …` for maps with keys of any type and for functions, and for times beyond year 9999
 */
export function jsonForm(value: Marshalable): JsonForm {
  if (typeof value !== 'object' || value === null) return value;
  if (value === NIL_LIST || value === NIL_FLOATS) return null;
  if (value instanceof Float64Array) return { values: value };
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isList(value)) return { values: value };
  if (value instanceof Map) return sorted([...value]);
  if (value instanceof Typed) return typedForm(value);
  if (value instanceof GoTime) return timeForm(value);
  if (value instanceof GoDuration) return value.ns;
  if (value instanceof GoMonth || value instanceof GoWeekday) return value.number;
  return sorted(Object.entries(value));
}

function typedForm(value: Typed): JsonForm {
  if (value instanceof Int) return value.n;
  if (value instanceof NamedText) return value.text;
  if (value instanceof NamedMap) return sorted(Object.entries(value.entries));
  if (value instanceof Pointer) return value.to === undefined ? null : jsonForm(value.to);
  if (value instanceof Struct) return { keys: [...value.fields.keys()], values: [...value.fields.values()] };
  if (value instanceof Pair) return { values: [value.key, value.value] };
  if (value instanceof TypedList && value.isNil) return null;
  if (isTypedList(value)) return { values: value.items };
  // Nothing of a place can be seen from outside.
  if (value instanceof Place) return { keys: [], values: [] };
  throw new JsonError(`json: unsupported type: ${value.goType}`);
}

function isTypedList(value: Typed): value is IntList | StringList | TypedList | PairList {
  return [IntList, StringList, TypedList, PairList].some((type) => value instanceof type);
}

function timeForm(time: GoTime): string {
  const text = rfc3339(time);
  if (text.ok) return text.value;
  throw new JsonError(`json: error calling MarshalJSON for type time.Time: Time.MarshalJSON: ${text.error}`);
}

function sorted(entries: [string, Marshalable][]): JsonMembers {
  entries.sort(([a], [b]) => compareText(a, b));
  return { keys: entries.map(([key]) => key), values: entries.map(([, member]) => member) };
}

function isList(value: Marshalable & object): value is readonly Marshalable[] {
  return Array.isArray(value);
}
