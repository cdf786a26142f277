import type { Value } from '../../core/value.ts';
import { AnyMap, isPlainObject, NamedMap } from '../../core/value.ts';
import { stop } from '../run/stop.ts';
import { fromBinary, toBinary } from '../text/bytes.ts';
import { NO_TOLL } from './equal.ts';
import { fromStart } from './fetch.ts';
import { formatValue } from './format.ts';
import { intOf, toWhole } from './ints.ts';
import { listView } from './list.ts';
import { followed } from './nil.ts';
import { typeName } from './type-name.ts';

/** How long a value is for a slice without an upper bound: a string in bytes. */
export function sliceLength(value: Value): Value {
  const length = lengthOf(value);
  return length === undefined ? stop(`invalid argument for len (type ${typeName(value)})`) : intOf(length);
}

function lengthOf(value: Value): number | undefined {
  if (typeof value === 'string') return toBinary(value).length;
  if (isPlainObject(value)) return Object.keys(value).length;
  if (value instanceof NamedMap) return Object.keys(value.entries).length;
  if (value instanceof AnyMap) return value.entries.size;
  return listView(value)?.length;
}

/** `value[lower:upper]`; bounds are clamped, negative ones count from the end. Strings are cut between bytes. */
export function slice(value: Value, lower: Value, upper: Value): Value {
  const target = followed(value);
  if (typeof target === 'string') {
    const bytes = toBinary(target);
    const [from, to] = bounds(bytes.length, lower, upper);
    return fromBinary(bytes.slice(from, to));
  }
  const list = listView(target);
  if (list === undefined) return stop(`cannot slice ${formatValue(lower, NO_TOLL)}`);
  const [from, to] = bounds(list.length, lower, upper);
  return list.slice(from, to);
}

function bounds(length: number, lower: Value, upper: Value): readonly [number, number] {
  const clamp = (bound: Value): number => {
    const position = fromStart(length, toWhole(bound));
    return position < 0 ? 0 : position > length ? length : Number(position);
  };
  const from = clamp(lower);
  const to = clamp(upper);
  return [Math.min(from, to), to];
}
