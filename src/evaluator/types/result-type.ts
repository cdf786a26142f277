import { GoMonth } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import { NamedMap, Pointer, Typed, type Value } from '../../core/value.ts';
import { typeName } from '../values/type-name.ts';
import {
  ANY,
  ANY_MAP,
  BOOL,
  BYTES,
  FLOAT64,
  FLOATS,
  type GoType,
  GROUPS,
  INTEGERS,
  INTS,
  LIST,
  OBJECT,
  PAIR,
  PAIRS,
  pointerTo,
  STRING,
  STRINGS,
  sliceOf,
} from './go-type.ts';
import { DURATION, LOCATION, MONTH, TIME, WEEKDAY } from './time-types.ts';

const TEXT_POINTER = pointerTo(STRING);

/** The structs of CloudWatch's SDK, the only ones that a provider hands over. */
const MESSAGE: GoType = {
  name: 'types.MessageData',
  kind: 'struct',
  pkg: 'types',
  fields: new Map([
    ['Code', TEXT_POINTER],
    ['Value', TEXT_POINTER],
  ]),
};
const METRIC_RESULT: GoType = {
  name: 'types.MetricDataResult',
  kind: 'struct',
  pkg: 'types',
  fields: new Map<string, GoType>([
    ['Id', TEXT_POINTER],
    ['Label', TEXT_POINTER],
    ['Messages', sliceOf(MESSAGE)],
    ['StatusCode', { name: 'types.StatusCode', kind: 'string', pkg: 'types' }],
    ['Timestamps', sliceOf(TIME)],
    ['Values', FLOATS],
  ]),
};

const BASIC = [BOOL, FLOAT64, STRING, LIST, FLOATS, INTS, STRINGS, BYTES, OBJECT, PAIR, PAIRS, ANY_MAP, GROUPS];
const SPECIAL = [TIME, DURATION, MONTH, WEEKDAY, LOCATION, MESSAGE, METRIC_RESULT, TEXT_POINTER];

const KNOWN: ReadonlyMap<string, GoType> = new Map(
  [...BASIC, ...SPECIAL, ...INTEGERS.values()]
    .flatMap((type) => [type, sliceOf(type)])
    .map((type) => [type.name, type]),
);

const named = new Map<string, GoType>();
/** How many named map types are remembered; the original knows one. */
const MAX_NAMED = 100;

/** The static type of a result; undefined for nil. Cheap for what most results are. */
export function typeOfResult(value: Value): GoType | undefined {
  switch (typeof value) {
    case 'number':
      return FLOAT64;
    case 'string':
      return STRING;
    case 'boolean':
      return BOOL;
    default:
      return typeOfObject(value);
  }
}

function typeOfObject(value: Value): GoType | undefined {
  if (value === null) return undefined;
  if (value instanceof Float64Array) return FLOATS;
  if (Array.isArray(value)) return LIST;
  if (value instanceof Uint8Array) return BYTES;
  if (value instanceof Typed) return typeOfTyped(value);
  if (value instanceof GoTime) return TIME;
  if (value instanceof GoDuration) return DURATION;
  return value instanceof GoMonth ? MONTH : typeOfTyped(value);
}

function typeOfTyped(value: Value): GoType {
  const name = typeName(value);
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  if (name.startsWith('[]')) return sliceOf(namedMap(name.slice(2)));
  if (value instanceof Pointer && value.to !== undefined) return pointerTo(typeOfResult(value.to) ?? ANY);
  return value instanceof NamedMap ? namedMap(name) : OBJECT;
}

/** The type of a map with a name of its own. */
function namedMap(name: string): GoType {
  const known = named.get(name);
  if (known !== undefined) return known;
  const [pkg = 'main'] = name.split('.');
  const type: GoType = { ...OBJECT, name, pkg };
  if (named.size >= MAX_NAMED) named.clear();
  named.set(name, type);
  return type;
}
