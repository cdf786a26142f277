import { GoTime } from '../../core/go/time/go-time.ts';
import { AnyMap, Int, isPlainObject, NamedMap, Place, Struct, type Value } from '../../core/value.ts';
import { stop } from '../run/stop.ts';
import type { SetNode } from '../syntax/node.ts';
import { isEqual, type Toll } from './equal.ts';
import { mapKey } from './fetch.ts';
import { keyOf } from './key.ts';
import { listView } from './list.ts';
import { followed } from './nil.ts';
import { typeName } from './type-name.ts';

/** `needle in container`: an item of a list, a key of an object, a field of a struct; nil contains nothing. */
export function contains(needle: Value, container: Value, toll: Toll): boolean {
  const target = followed(container);
  if (target === null) return false;
  const list = listView(target);
  if (list !== undefined) return hasItem(list, needle, toll);
  if (isPlainObject(target)) return Object.hasOwn(target, mapKey(needle));
  if (target instanceof NamedMap) return Object.hasOwn(target.entries, mapKey(needle));
  if (target instanceof AnyMap) return target.entries.has(keyOf(needle));
  if (target instanceof Struct) return target.fields.has(fieldName(needle, target));
  // Times and places are structs without visible fields.
  if (target instanceof GoTime || target instanceof Place) return fieldName(needle, target) === undefined;
  return stop(`operator "in" not defined on ${typeName(target)}`);
}

function hasItem(list: { readonly length: number; item(index: number): Value }, needle: Value, toll: Toll): boolean {
  for (let i = 0; i < list.length; i += 1) {
    toll.step();
    if (isEqual(list.item(i), needle, toll)) return true;
  }
  return false;
}

function fieldName(needle: Value, target: Value): string {
  return typeof needle === 'string'
    ? needle
    : stop(`cannot use ${typeName(needle)} as field name of ${typeName(target)}`);
}

/** Whether a set made of literals contains the value; nil counts as the empty string or as 0. */
export function isInSet(needle: Value, { of, items }: Pick<SetNode, 'of' | 'items'>): boolean {
  if (needle === null) return items.has(of === 'int' ? 0 : '');
  if (of === 'string' && typeof needle === 'string') return items.has(needle);
  if (of === 'int' && needle instanceof Int && needle.goType === 'int') return items.has(needle.n);
  return stop(`reflect.Value.MapIndex: value of type ${typeName(needle)} is not assignable to type ${of}`);
}
