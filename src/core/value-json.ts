import { Fault } from './fault.ts';
import { parseGoDuration } from './go/duration.ts';
import { GoDuration } from './go/time/go-duration.ts';
import { GoTime, RFC3339_NANO } from './go/time/go-time.ts';
import { parseTime } from './go/time/parse-time.ts';
import { isJsonObject, type Json } from './json.ts';
import {
  Int,
  IntList,
  type IntType,
  isPlainObject,
  NamedMap,
  NIL_FLOATS,
  NIL_LIST,
  Pointer,
  StringList,
  Typed,
  type Value,
} from './value.ts';

/**
 * A value as JSON that keeps its Go type, for saved runs and evidence. Strings, booleans, nil, finite float64 and objects stand for themselves;
 * everything else is an object with one key that starts with `$`:
 *
 * | JSON | value |
 * |---|---|
 * | `{"$float": "NaN"}`, `"+Inf"`, `"-Inf"`, `"-0"` | float64 |
 * | `{"$floats": [0.5, "NaN"]}` | []float64 |
 * | `{"$int": 5}`, `{"$int64": "9223372036854775807"}` | integers; beyond 2^53 as strings |
 * | `{"$ints": [1]}`, `{"$strings": ["a"]}`, `{"$bytes": "aGk="}` | []int, []string, []uint8 |
 * | `{"$nrdb": {…}}`, `{"$named": {"type": "…", "entries": {…}}}` | a named map; the first is New Relic's |
 * | `{"$nil": "[]any"}`, `{"$nil": "[]float64"}` | lists that were never made |
 * | `{"$time": "2023-08-14T00:00:00Z"}`, `{"$duration": "1h0m0s"}` | time.Time with its offset, time.Duration |
 * | `{"$ptr": v}` | a pointer to v |
 * | `{"$object": [["$x", 1]]}` | an ordinary object that would read as one of these |
 *
 * @throws Fault `STATE_INVALID` for values that no provider hands over (results of the condition language's own functions)
 */
export function encodeValue(value: Value): Json {
  if (typeof value === 'number') return encodeFloat(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value === NIL_LIST) return { $nil: '[]any' };
  if (value === NIL_FLOATS) return { $nil: '[]float64' };
  if (value instanceof Float64Array) return { $floats: Array.from(value, floatItem) };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(encodeValue);
  if (isPlainObject(value)) return encodeObject(value);
  if (value instanceof GoTime) return { $time: value.format(RFC3339_NANO) };
  if (value instanceof GoDuration) return { $duration: value.toString() };
  if (value instanceof Typed) return encodeTyped(value);
  throw new Fault('STATE_INVALID', 'a value of an unknown kind cannot be written as JSON');
}

/**
 * Reads what `encodeValue` wrote.
 *
 * @throws Fault `STATE_INVALID` for an object with one `$` key that is none of the notation
 */
export function decodeValue(json: Json): Value {
  if (Array.isArray(json)) return json.map(decodeValue);
  if (!isJsonObject(json)) return json;
  const keys = Object.keys(json);
  const [only = ''] = keys;
  if (keys.length === 1 && only.startsWith('$')) return decodeMarked(only, json[only] ?? null);
  return objectOf(Object.entries(json));
}

const NEW_RELIC = 'nrdb.NRDBResult';

function encodeObject(value: { readonly [key: string]: Value }): Json {
  const entries = Object.entries(value);
  const encoded = entries.map(([key, item]) => [key, encodeValue(item)] as const);
  const looksMarked = entries.length === 1 && entries[0]?.[0].startsWith('$') === true;
  return looksMarked ? { $object: encoded } : Object.fromEntries(encoded);
}

function encodeTyped(value: Typed): Json {
  if (value instanceof Int) return { [`$${value.goType}`]: intItem(value.n) };
  if (value instanceof IntList) return { $ints: value.items.map(intItem) };
  if (value instanceof StringList) return { $strings: value.items };
  if (value instanceof Pointer) return { $ptr: value.to === undefined ? null : encodeValue(value.to) };
  if (value instanceof NamedMap) return encodeNamed(value);
  throw new Fault('STATE_INVALID', `a ${value.goType} cannot be written as JSON`);
}

function encodeNamed(value: NamedMap): Json {
  const entries = Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, encodeValue(item)]));
  return value.goType === NEW_RELIC ? { $nrdb: entries } : { $named: { type: value.goType, entries } };
}

function encodeFloat(value: number): Json {
  const item = floatItem(value);
  return typeof item === 'string' ? { $float: item } : item;
}

function floatItem(value: number): number | string {
  if (Number.isNaN(value)) return 'NaN';
  if (Object.is(value, -0)) return '-0';
  if (Number.isFinite(value)) return value;
  return value > 0 ? '+Inf' : '-Inf';
}

function intItem(n: number | bigint): number | string {
  return typeof n === 'bigint' ? n.toString() : n;
}

const SPECIAL_FLOATS: ReadonlyMap<Json, number> = new Map([
  ['NaN', Number.NaN],
  ['+Inf', Infinity],
  ['-Inf', -Infinity],
  ['-0', -0],
]);

const INT_TYPES: readonly IntType[] = [
  'int',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
];

function decodeMarked(mark: string, json: Json): Value {
  const type = mark.slice(1);
  const intType = INT_TYPES.find((name) => name === type);
  if (intType !== undefined) return new Int(intType, decodeInt(json));
  const read = DECODERS.get(mark);
  if (read === undefined) throw damaged(`unknown mark "${mark}" in a written value`);
  return read(json);
}

const DECODERS: ReadonlyMap<string, (json: Json) => Value> = new Map<string, (json: Json) => Value>([
  ['$float', decodeFloat],
  ['$floats', (json) => Float64Array.from(listOf(json), decodeFloat)],
  ['$ints', (json) => new IntList(listOf(json).map(decodeInt))],
  ['$strings', (json) => new StringList(listOf(json).map(textIn))],
  ['$bytes', (json) => Uint8Array.from(Buffer.from(textIn(json), 'base64'))],
  ['$ptr', (json) => pointerTo(decodeValue(json))],
  ['$nrdb', (json) => new NamedMap(NEW_RELIC, decodeEntries(json))],
  ['$named', decodeNamed],
  ['$object', (json) => objectOf(listOf(json).map((pair) => [textIn(listOf(pair)[0]), listOf(pair)[1] ?? null]))],
  ['$nil', decodeNil],
  ['$time', (json) => parseTime(RFC3339_NANO, textIn(json))],
  ['$duration', (json) => new GoDuration(parseGoDuration(textIn(json)))],
]);

function pointerTo(value: Value): Value {
  if (typeof value === 'string') return new Pointer('*string', value);
  if (typeof value === 'number') return new Pointer('*float64', value);
  if (typeof value === 'boolean') return new Pointer('*bool', value);
  return value instanceof Typed ? new Pointer(`*${value.goType}`, value) : new Pointer('*interface {}', value);
}

function decodeNil(json: Json): Value {
  if (json === '[]any') return NIL_LIST;
  return json === '[]float64' ? NIL_FLOATS : null;
}

function decodeNamed(json: Json): Value {
  if (!isJsonObject(json)) throw damaged('a named map needs a type and entries');
  return new NamedMap(textIn(json['type']), decodeEntries(json['entries'] ?? {}));
}

function decodeEntries(json: Json): { readonly [key: string]: Value } {
  if (!isJsonObject(json)) throw damaged('the entries of a named map must be an object');
  return objectOf(Object.entries(json));
}

function objectOf(entries: readonly (readonly [string, Json])[]): { readonly [key: string]: Value } {
  return Object.fromEntries(entries.map(([key, item]) => [key, decodeValue(item)]));
}

function decodeFloat(json: Json): number {
  return typeof json === 'number' ? json : (SPECIAL_FLOATS.get(json) ?? Number.NaN);
}

/** A safe integer as a number, anything larger as a bigint. */
function decodeInt(json: Json): number | bigint {
  if (typeof json === 'number' && Number.isSafeInteger(json)) return json;
  const exact = BigInt(typeof json === 'string' ? json : Number(json));
  return exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
}

function textIn(json: Json | undefined): string {
  if (typeof json !== 'string') throw damaged(`expected a text in a written value, found ${JSON.stringify(json)}`);
  return json;
}

function damaged(message: string): Fault {
  return new Fault('STATE_INVALID', message);
}

function listOf(json: Json): readonly Json[] {
  if (!Array.isArray(json)) throw damaged(`expected a list in a written value, found ${JSON.stringify(json)}`);
  return json as readonly Json[];
}
