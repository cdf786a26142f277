import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Pruned } from '../../api/kind.ts';
import { readScalar, typeWord } from './read-scalar.ts';
import type { Member, Shape, StructShape } from './shape.ts';

/**
 * Reads an object of a built-in kind and gives it as the API server would write it: unknown members gone, empty ones left out or filled in as
 * Go does, amounts and times spelt as ever. Parts in which nothing changes are the very objects that were given.
 *
 * @returns with `malformed`, in Go's words, when a member is of another type than it should be
 */
export function readObject(object: JsonObject, shape: StructShape): Pruned {
  const reading: Reading = { unknown: [], malformed: undefined };
  const read = readStruct(object, shape, { json: '', go: '', struct: shape.name }, reading);
  const { unknown, malformed } = reading;
  return { object: read, unknown, ...(malformed !== undefined && { malformed }) };
}

/** What comes up on the way. */
interface Reading {
  readonly unknown: string[];
  /** The first that is. */
  malformed: string | undefined;
}

/** Where we are: for clients, for Go's errors, and the struct that Go is in. */
interface Place {
  readonly json: string;
  readonly go: string;
  readonly struct: string;
}

/** Parts that were read before and came out as they are: nothing in them has to be read again. Only large ones are worth remembering. */
const settled = new WeakSet<JsonObject>();
const LARGE: ReadonlySet<string> = new Set(['PodSpec', 'PodTemplateSpec']);

function readStruct(given: JsonObject, shape: StructShape, place: Place, reading: Reading): JsonObject {
  const isLarge = LARGE.has(shape.name);
  if (isLarge && settled.has(given)) return given;
  const read: Record<string, Json> = {};
  let isSame = true;
  for (const [name, value] of Object.entries(given)) {
    const kept = readMember(name, value, shape, place, reading);
    if (kept !== undefined) read[name] = kept;
    isSame &&= kept === value;
  }
  for (const member of shape.always) {
    if (member.name in read) continue;
    read[member.name] = zeroOf(member);
    isSame = false;
  }
  const result = isSame ? given : read;
  if (isLarge && reading.malformed === undefined) settled.add(result);
  return result;
}

/** Undefined for a member that is not kept. */
function readMember(
  name: string,
  value: Json,
  { members, name: struct }: StructShape,
  place: Place,
  reading: Reading,
): Json | undefined {
  const member = members.get(name);
  const json = place.json === '' ? name : `${place.json}.${name}`;
  if (member === undefined) {
    reading.unknown.push(json);
    return undefined;
  }
  if (value === null) return member.isAlways ? zeroOf(member) : undefined;
  const go = place.go === '' ? member.goPath : `${place.go}.${member.goPath}`;
  const read = readValue(value, member.shape, { json, go, struct }, reading);
  return member.isPointer || member.isAlways || !isEmpty(read) ? read : undefined;
}

function readValue(value: Json, shape: Shape, place: Place, reading: Reading): Json {
  switch (shape.kind) {
    case 'struct':
      if (isJsonObject(value)) return readStruct(value, shape, place, reading);
      break;
    case 'list':
      if (Array.isArray(value)) return readList(value, shape.of, place, reading);
      break;
    case 'map':
      if (isJsonObject(value)) return readMap(value, shape.of, place, reading);
      break;
    default:
      return readPlain(value, shape, place, reading);
  }
  reading.malformed ??= wrongType(typeWord(value), shape, place);
  return value;
}

function readPlain(value: Json, shape: Shape, place: Place, reading: Reading): Json {
  const read = readScalar(value, shape.kind);
  if ('value' in read) return read.value;
  reading.malformed ??= 'malformed' in read ? read.malformed : wrongType(read.found, shape, place);
  return value;
}

function wrongType(found: string, shape: Shape, { struct, go }: Place): string {
  return `json: cannot unmarshal ${found} into Go struct field ${struct}.${go} of type ${shape.goType}`;
}

function readList(list: readonly Json[], of: Shape, place: Place, reading: Reading): readonly Json[] {
  const read = list.map((item, index) =>
    item === null ? zeroValue(of) : readValue(item, of, { ...place, json: `${place.json}[${index}]` }, reading),
  );
  return read.every((item, index) => item === list[index]) ? list : read;
}

function readMap(map: JsonObject, of: Shape, place: Place, reading: Reading): JsonObject {
  let isSame = true;
  const read = Object.entries(map).map(([key, item]) => {
    const at = { ...place, json: `${place.json}.${key}` };
    const kept = item === null ? zeroValue(of) : readValue(item, of, at, reading);
    isSame &&= kept === item;
    return [key, kept] as const;
  });
  return isSame ? map : Object.fromEntries(read);
}

/** Whether Go takes a value for none. Objects with members of their own never are. */
function isEmpty(value: Json): boolean {
  if (value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** What Go writes for a member that was never set. */
function zeroOf({ shape, isPointer }: Member): Json {
  return isPointer ? null : zeroValue(shape);
}

function zeroValue(shape: Shape): Json {
  switch (shape.kind) {
    case 'struct':
      return readStruct({}, shape, { json: '', go: '', struct: '' }, { unknown: [], malformed: undefined });
    case 'text':
      return '';
    case 'flag':
      return false;
    case 'int32':
    case 'int64':
    case 'wholeOrText':
      return 0;
    case 'quantity':
      return '0';
    default:
      return null;
  }
}
