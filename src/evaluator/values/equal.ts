import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import {
  AnyMap,
  Int,
  IntList,
  isPlainObject,
  NamedMap,
  NamedText,
  Place,
  Pointer,
  StringList,
  Struct,
  type Value,
} from '../../core/value.ts';
import type { Whole } from '../numbers/whole.ts';
import { floatIn, wholeIn } from './ints.ts';
import { listView } from './list.ts';
import { isNil } from './nil.ts';
import { typeName } from './type-name.ts';

/** Counts what is looked at, and ends the evaluation when it is too much. */
export interface Toll {
  step(): void;
  /** Counts as so many steps. */
  spend(steps: number): void;
}

/** For work that is small by itself. */
export const NO_TOLL: Toll = { step: () => undefined, spend: () => undefined };

/** The `==` of conditions (expr.md §7): numbers by value across types, lists item by item, objects strictly. */
export function isEqual(a: Value, b: Value, toll: Toll): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (typeof a === 'string' || typeof a === 'boolean') return a === b;
  if (isNumber(a) && isNumber(b)) return isSameNumber(a, b);
  const lists = listsOf(a, b);
  if (lists !== undefined) return haveEqualItems(lists[0], lists[1], toll);
  if (a instanceof GoTime && b instanceof GoTime) return a.compare(b) === 0;
  if (a instanceof GoDuration && b instanceof GoDuration) return a.ns === b.ns;
  return (isNil(a) && isNil(b)) || isIdentical(a, b, toll);
}

type NumberValue = number | Int;

function isNumber(value: Value): value is NumberValue {
  return typeof value === 'number' || value instanceof Int;
}

function isSameNumber(a: NumberValue, b: NumberValue): boolean {
  if (typeof a === 'number') return typeof b === 'number' ? a === b : a === floatIn(b);
  if (typeof b === 'number') return floatIn(a) === b;
  const left: Whole = wholeIn(a);
  return left === wholeIn(b);
}

/** Both values if they are lists that are compared item by item: equal types, or one of them []interface {}. */
function listsOf(a: Value, b: Value): readonly [Value, Value] | undefined {
  if (Array.isArray(a)) return Array.isArray(b) || isPlainList(b) ? [a, b] : undefined;
  if (!isPlainList(a)) return undefined;
  return Array.isArray(b) || (isPlainList(b) && typeName(a) === typeName(b)) ? [a, b] : undefined;
}

function isPlainList(value: Value): boolean {
  return (
    value instanceof Float64Array ||
    value instanceof Uint8Array ||
    value instanceof IntList ||
    value instanceof StringList
  );
}

function haveEqualItems(a: Value, b: Value, toll: Toll): boolean {
  const left = listView(a);
  const right = listView(b);
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  for (let i = 0; i < left.length; i += 1) {
    toll.step();
    if (!isEqual(left.item(i), right.item(i), toll)) return false;
  }
  return true;
}

/** Go's deep equality: the types must be the same all the way down, and one and the same object equals itself even if a NaN is in it. */
function isIdentical(a: Value, b: Value, toll: Toll): boolean {
  toll.step();
  if (typeof a === 'number' || typeof b === 'number') return typeof a === typeof b && a === b;
  // Functions equal nothing, not even themselves.
  if (a === b) return !typeName(a).startsWith('func(');
  if (typeof a !== 'object' || typeof b !== 'object' || typeName(a) !== typeName(b)) return false;
  if (isNil(a) !== isNil(b)) return false;
  const left = listView(a);
  const right = listView(b);
  if (left !== undefined && right !== undefined) {
    if (left.length !== right.length) return false;
    for (let i = 0; i < left.length; i += 1) {
      if (!isIdentical(left.item(i), right.item(i), toll)) return false;
    }
    return true;
  }
  return areIdenticalObjects(a, b, toll);
}

function areIdenticalObjects(a: Value, b: Value, toll: Toll): boolean {
  if (isPlainObject(a) && isPlainObject(b)) return haveIdenticalEntries(Object.entries(a), b, toll);
  if (a instanceof NamedMap && b instanceof NamedMap) {
    return haveIdenticalEntries(Object.entries(a.entries), b.entries, toll);
  }
  if (a instanceof Int && b instanceof Int) return a.n === b.n;
  if (a instanceof NamedText && b instanceof NamedText) return a.text === b.text;
  if (a instanceof GoMonth && b instanceof GoMonth) return String(a) === String(b);
  if (a instanceof GoWeekday && b instanceof GoWeekday) return String(a) === String(b);
  if (a instanceof GoDuration && b instanceof GoDuration) return a.ns === b.ns;
  if (a instanceof GoTime && b instanceof GoTime) return a.ns === b.ns && a.location === b.location;
  if (a instanceof Place && b instanceof Place) return a.location === b.location || a.location.name === b.location.name;
  if (a instanceof Pointer && b instanceof Pointer) return isIdentical(a.to ?? null, b.to ?? null, toll);
  if (a instanceof AnyMap && b instanceof AnyMap) return areIdenticalMaps(a, b, toll);
  return a instanceof Struct && b instanceof Struct && areIdenticalStructs(a, b, toll);
}

function haveIdenticalEntries(
  entries: readonly (readonly [string, Value])[],
  other: { readonly [key: string]: Value },
  toll: Toll,
): boolean {
  if (entries.length !== Object.keys(other).length) return false;
  return entries.every(([key, value]) => {
    const counterpart = Object.hasOwn(other, key) ? other[key] : undefined;
    return counterpart !== undefined && isIdentical(value, counterpart, toll);
  });
}

function areIdenticalMaps(a: AnyMap, b: AnyMap, toll: Toll): boolean {
  if (a.entries.size !== b.entries.size) return false;
  for (const [key, pair] of a.entries) {
    const counterpart = b.entries.get(key);
    if (counterpart === undefined || !isIdentical(pair.value, counterpart.value, toll)) return false;
  }
  return true;
}

function areIdenticalStructs(a: Struct, b: Struct, toll: Toll): boolean {
  for (const [name, value] of a.fields) {
    if (!isIdentical(value, b.fields.get(name) ?? null, toll)) return false;
  }
  return true;
}
