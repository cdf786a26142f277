import { compareText } from '../../core/go/compare-text.ts';
import { formatJsonFloat } from '../../core/go/float.ts';
import { marshalJson } from '../../core/go/json.ts';
import { marshalText } from '../../core/go/json-text.ts';
import { formatInstant, parseInstant } from '../../core/instant.ts';
import { canonicalQuantity } from '../../resources/quantity.ts';
import { type Field, type GoType, json, list, map } from './go-type.ts';
import { compactJson, isParsedList, isParsedObject, JsonText, type PartlyParsed } from './json-text.ts';

type Given = PartlyParsed | undefined;

/**
 * The JSON that Go writes for a value of this type after reading it: fields in the order of the struct, unknown ones dropped, empty ones left out.
 * A value that does not fit its type counts as absent, so that one bad field does not hide the rest (rollout.md §4.2).
 */
export function goJson(given: Given, type: GoType): string {
  return written(given, type) ?? zero(type);
}

/** Undefined for a value that is absent or does not fit the type. */
function written(given: Given, type: GoType): string | undefined {
  if (given === undefined || given === null) return undefined;
  switch (type.kind) {
    case 'struct':
      return isParsedObject(given)
        ? `{${type.fields.flatMap((field) => fieldJson(given, field)).join(',')}}`
        : undefined;
    case 'list':
      return Array.isArray(given)
        ? `[${given.map((item: PartlyParsed) => goJson(item, type.of)).join(',')}]`
        : undefined;
    case 'map':
      return isParsedObject(given) ? mapJson(given, type.of) : undefined;
    case 'pointer':
      return written(given, type.to);
    case 'json':
      return anyJson(given);
    case 'text':
      return typeof given === 'string' ? marshalText(given) : undefined;
    case 'flag':
      return typeof given === 'boolean' ? String(given) : undefined;
    case 'whole':
      return typeof given === 'number' && Number.isInteger(given) ? String(given) : undefined;
    case 'wholeOrText':
      return written(given, { kind: typeof given === 'string' ? 'text' : 'whole' });
    case 'quantity':
      return quantityJson(given);
    case 'time':
      return timeJson(given);
  }
}

/** What Go writes for a field that was never set. */
function zero(type: GoType): string {
  switch (type.kind) {
    case 'struct':
      return goJson({}, type);
    case 'text':
      return '""';
    case 'flag':
      return 'false';
    case 'whole':
    case 'wholeOrText':
      return '0';
    case 'quantity':
      return '"0"';
    default:
      return 'null';
  }
}

/** What is left out when it is empty, with the forms of empty. What is not listed is a struct to Go and never left out. */
const LEFT_OUT: { readonly [kind in GoType['kind']]?: readonly string[] } = {
  text: ['""'],
  whole: ['0'],
  flag: ['false'],
  list: ['[]'],
  map: ['{}'],
  pointer: [],
  time: [],
  json: [],
};

function fieldJson(
  members: { readonly [key: string]: PartlyParsed },
  { name, type, isAlways }: Field,
): readonly string[] {
  const value = written(Object.hasOwn(members, name) ? members[name] : undefined, type);
  const empty = LEFT_OUT[type.kind];
  if (!isAlways && empty !== undefined && (value === undefined || empty.includes(value))) return [];
  return [`"${name}":${value ?? zero(type)}`];
}

function mapJson(members: { readonly [key: string]: PartlyParsed }, of: GoType): string {
  const sorted = Object.entries(members).toSorted(([a], [b]) => compareText(a, b));
  const entries = sorted.flatMap(([key, member]) => {
    const value = member === null ? zero(of) : written(member, of);
    return value === undefined ? [] : [`${marshalText(key)}:${value}`];
  });
  return `{${entries.join(',')}}`;
}

/** An amount may be written as a number too. */
function quantityJson(given: PartlyParsed): string | undefined {
  const text = typeof given === 'number' ? formatJsonFloat(given) : given;
  const canonical = typeof text === 'string' ? canonicalQuantity(text) : undefined;
  return canonical === undefined ? undefined : marshalText(canonical);
}

function timeJson(given: PartlyParsed): string | undefined {
  const moment = typeof given === 'string' ? parseInstant(given) : undefined;
  return moment === undefined ? undefined : `"${formatInstant(moment)}"`;
}

/** What was kept goes out as it was spelt; what was parsed goes out as the Kubernetes API spells it. */
function anyJson(given: PartlyParsed): string | undefined {
  if (given instanceof JsonText) return compactJson(given);
  if (isParsedList(given)) return written(given, list(json));
  return isParsedObject(given) ? written(given, map(json)) : marshalJson(given);
}
