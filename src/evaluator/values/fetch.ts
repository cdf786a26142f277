import { GoTime } from '../../core/go/time/go-time.ts';
import { AnyMap, Int, isPlainObject, NamedMap, NIL_LIST, Place, Struct, type Value } from '../../core/value.ts';
import { add, type Whole } from '../numbers/whole.ts';
import { notA, stop } from '../run/stop.ts';
import { toBinary } from '../text/bytes.ts';
import { NO_TOLL } from './equal.ts';
import { formatValue } from './format.ts';
import { toWhole } from './ints.ts';
import { keyOf } from './key.ts';
import { listView } from './list.ts';
import { methodOf } from './method.ts';
import { followed } from './nil.ts';
import { typeName } from './type-name.ts';

/** `from[key]` and `from.key` (expr.md §7). Ends the evaluation where there is nothing to fetch from; a missing key is nil. */
export function fetch(from: Value, key: Value): Value {
  if (isPlainObject(from)) return entryOf(from, key);
  const method = typeof key === 'string' ? methodOf(from, key) : undefined;
  if (method !== undefined) return method;
  const target = followed(from);
  if (typeof target === 'string') return byteAt(target, key);
  const list = listView(target);
  if (list !== undefined) return list.item(indexIn(list.length, key));
  if (target instanceof NamedMap) return entryOf(target.entries, key);
  if (target instanceof AnyMap) return target.entries.get(keyOf(key))?.value ?? missingIn(target);
  if (target instanceof Struct || target instanceof GoTime || target instanceof Place)
    return fieldOf(target, key, from);
  return stop(`cannot fetch ${formatValue(key, NO_TOLL)} from ${typeName(from)}`);
}

/** The entry of an object; nil if there is none. Reads own entries only: nothing of JavaScript is visible. */
export function entryOf(object: { readonly [key: string]: Value }, key: Value): Value {
  return entryNamed(object, mapKey(key));
}

/** The same for a key that is known to be a string. */
export function entryNamed(object: { readonly [key: string]: Value }, name: string): Value {
  const value = object[name];
  return value !== undefined && Object.hasOwn(object, name) ? value : null;
}

/** A key of an object: a string, or nil for the empty one. */
export function mapKey(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null) return '';
  return stop(`reflect.Value.MapIndex: value of type ${typeName(key)} is not assignable to type string`);
}

/** What a map without the key gives: nil, or no list if it is a map of lists. */
function missingIn({ goType }: AnyMap): Value {
  return goType === 'map[interface {}][]interface {}' ? NIL_LIST : null;
}

function fieldOf(target: Struct | GoTime | Place, key: Value, from: Value): Value {
  const name = typeof key === 'string' ? key : notA(key, 'string');
  const field = target instanceof Struct ? target.fields.get(name) : hiddenField(name);
  return field ?? stop(`cannot fetch ${name} from ${typeName(from)}`);
}

/** The fields of times and places; they exist but cannot be read. */
const HIDDEN_FIELDS = new Set('wall ext loc name zone tx extend cacheStart cacheEnd cacheZone'.split(' '));

function hiddenField(name: string): undefined {
  if (!HIDDEN_FIELDS.has(name)) return undefined;
  return stop('reflect.Value.Interface: cannot return value obtained from unexported field or method');
}

function byteAt(text: string, key: Value): Value {
  const bytes = toBinary(text);
  return new Int('uint8', bytes.charCodeAt(indexIn(bytes.length, key)));
}

/** The position that an index means in a list of this length; negative ones count from the end. */
function indexIn(length: number, key: Value): number {
  const index = fromStart(length, toWhole(key));
  if (index >= 0 && index < length) return Number(index);
  return stop(`index out of range: ${index} (array length is ${length})`);
}

/** An index counted from the start. */
export function fromStart(length: number, index: Whole): Whole {
  return index < 0 ? add(length, index) : index;
}
