import { GoMonth, GoWeekday } from '../../src/core/go/time/calendar-name.ts';
import { GoTime, RFC3339_NANO } from '../../src/core/go/time/go-time.ts';
import { loadLocation } from '../../src/core/go/time/location.ts';
import { parseTime } from '../../src/core/go/time/parse-time.ts';
import { isJsonObject, type Json } from '../../src/core/json.ts';
import {
  AnyMap,
  isPlainObject,
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
  TypedList,
  type Value,
} from '../../src/core/value.ts';
import { decodeValue, encodeValue } from '../../src/core/value-json.ts';
import { Func } from '../../src/evaluator/run/func.ts';
import { hasStrayBytes, toBytes } from '../../src/evaluator/text/bytes.ts';

/** A value of a ground-truth line. Beyond what `decodeValue` reads there are the kinds that only results of the language have. */
export function decodeNotation(json: Json): Value {
  if (Array.isArray(json)) return json.map(decodeNotation);
  if (!isJsonObject(json)) return json;
  const entries = Object.entries(json);
  const [mark, content] = entries[0] ?? ['', null];
  const read = entries.length === 1 ? READERS.get(mark) : undefined;
  if (read !== undefined) return read(content);
  if (entries.length === 1 && mark.startsWith('$')) return decodeValue(json);
  return Object.fromEntries(entries.map(([key, item]) => [key, decodeNotation(item)]));
}

const READERS: ReadonlyMap<string, (content: Json) => Value> = new Map<string, (content: Json) => Value>([
  [
    '$nrdbs',
    (json) =>
      new TypedList(
        '[]nrdb.NRDBResult',
        listIn(json).map((item) => decodeValue({ $nrdb: item })),
      ),
  ],
  ['$cloudwatch', (json) => new TypedList('[]types.MetricDataResult', listIn(json).map(decodeMetricResult))],
  ['$location', (json) => new Place(loadLocation(textIn(json)))],
  ['$month', (json) => new GoMonth(Number(json))],
  ['$weekday', (json) => new GoWeekday(Number(json))],
]);

function decodeMetricResult(json: Json): Value {
  const given = isJsonObject(json) ? json : {};
  const text = (name: string): Value => {
    const item = given[name];
    return new Pointer('*string', typeof item === 'string' ? item : undefined);
  };
  const times = given['Timestamps'];
  const moments = listIn(times ?? []).map((time) => parseTime(RFC3339_NANO, textIn(time)));
  const values = given['Values'];
  const status = given['StatusCode'];
  return new Struct(
    'types.MetricDataResult',
    new Map<string, Value>([
      ['Id', text('Id')],
      ['Label', text('Label')],
      ['Messages', new TypedList('[]types.MessageData', [], true)],
      ['StatusCode', new NamedText('types.StatusCode', typeof status === 'string' ? status : '')],
      ['Timestamps', new TypedList('[]time.Time', moments, times === undefined)],
      ['Values', values === undefined ? NIL_FLOATS : decodeValue({ $floats: values })],
    ]),
  );
}

function textIn(json: Json): string {
  return typeof json === 'string' ? json : '';
}

function listIn(json: Json): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

/**
 * A value in the notation of the ground truth, ready to be compared: lists that were never made are empty lists, and where the order of
 * entries is open they are sorted.
 */
export function encodeNotation(value: Value): Json {
  if (typeof value === 'string') {
    return hasStrayBytes(value) ? { $str: Buffer.from(toBytes(value)).toString('base64') } : value;
  }
  if (value === NIL_LIST) return [];
  if (value === NIL_FLOATS) return { $floats: [] };
  if (Array.isArray(value)) return value.map(encodeNotation);
  if (isPlainObject(value)) return entriesOf(value);
  if (value instanceof NamedMap) return { $nrdb: entriesOf(value.entries) };
  if (value instanceof StringList) return { $strings: value.items.map((item) => item.toWellFormed()) };
  if (value instanceof TypedList) return encodeTypedList(value);
  if (value instanceof Func) return { $func: true };
  if (value instanceof Place) return { $location: value.location.name };
  if (value instanceof GoMonth) return { $month: value.number };
  if (value instanceof GoWeekday) return { $weekday: value.number };
  if (value instanceof Pair) return { $pair: pairOf(value) };
  if (value instanceof PairList) return { $pairs: sorted(value.items.map(pairOf)) };
  if (value instanceof AnyMap) {
    const mark = value.goType === 'map[interface {}]interface {}' ? '$map' : '$groups';
    return { [mark]: sorted([...value.entries.values()].map(pairOf)) };
  }
  if (value instanceof Pointer) return value.to === undefined ? null : { $ptr: encodeNotation(value.to) };
  return encodeValue(value);
}

/** New Relic's and CloudWatch's lists; what is zero in a struct is left out. */
function encodeTypedList({ goType, items }: TypedList): Json {
  if (goType === '[]nrdb.NRDBResult')
    return { $nrdbs: items.map((item) => (item instanceof NamedMap ? entriesOf(item.entries) : null)) };
  if (goType === '[]types.MetricDataResult') return { $cloudwatch: items.map(encodeStruct) };
  return { $list: [goType, items.map(encodeNotation)] };
}

function encodeStruct(value: Value): Json {
  if (!(value instanceof Struct)) return encodeNotation(value);
  const fields = [...value.fields].map(([name, field]) => [name, encodeField(field)] as const);
  return Object.fromEntries(fields.filter(([, field]) => !isZero(field)));
}

function encodeField(field: Value): Json {
  if (field instanceof Pointer) return field.to === undefined ? null : encodeNotation(field.to);
  if (field instanceof NamedText) return field.text;
  if (field instanceof Float64Array) return Array.from(field, (item) => encodeNotation(item));
  if (field instanceof TypedList)
    return field.items.map((item) => (item instanceof GoTime ? item.format(RFC3339_NANO) : encodeNotation(item)));
  return encodeNotation(field);
}

function isZero(field: Json): boolean {
  return field === null || field === '' || (Array.isArray(field) && field.length === 0);
}

function entriesOf(object: { readonly [key: string]: Value }): Json {
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, encodeNotation(item)]));
}

function pairOf({ key, value }: Pair): Json {
  return [encodeNotation(key), encodeNotation(value)];
}

function sorted(items: readonly Json[]): Json {
  return items
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item);
}

/** The wanted value of a line, brought into the form that `encodeNotation` gives. */
export function normalise(json: Json): Json {
  if (Array.isArray(json)) return json.map(normalise);
  if (!isJsonObject(json)) return json;
  const [mark, content] = Object.entries(json)[0] ?? ['', null];
  if (mark === '$nil') return content === '[]float64' ? { $floats: [] } : content === '[]any' ? [] : null;
  if (mark === '$str') return normaliseBytes(textIn(content));
  if (mark === '$groups' || mark === '$map' || mark === '$pairs')
    return { [mark]: sorted(listIn(content).map(normalise)) };
  if (mark === '$cloudwatch') return { $cloudwatch: listIn(content).map(withoutZeros) };
  if (/^\$u?int\d*$/.test(mark) && (typeof content === 'string' || typeof content === 'number')) {
    return normaliseInt(mark, content);
  }
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, normalise(item)]));
}

function withoutZeros(json: Json): Json {
  return isJsonObject(json) ? Object.fromEntries(Object.entries(json).filter(([, field]) => !isZero(field))) : json;
}

/** Bytes that are usable as text after all are a text. */
function normaliseBytes(base64: string): Json {
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : { $str: base64 };
}

/** The data writes integers up to 2^53 as numbers; we do up to the largest safe one. */
function normaliseInt(mark: string, written: string | number): Json {
  return { [mark]: Number.isSafeInteger(Number(written)) ? Number(written) : BigInt(written).toString() };
}
