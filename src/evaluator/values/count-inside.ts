import { Pointer, Struct, type Value } from '../../core/value.ts';
import { entriesOf } from './entries.ts';
import type { Toll } from './equal.ts';
import { listView } from './list.ts';

/**
 * Pays `toll` for each value inside a value. A few lines of a condition can make a value in which the same list stands a billion times;
 * whoever is about to walk through it counts first.
 */
export function countInside(value: Value, toll: Toll): void {
  const open: Value[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    // Walking costs several times what looking does.
    toll.spend(4);
    if (typeof next === 'object' && next !== null) for (const part of partsOf(next)) open.push(part);
  }
}

function partsOf(value: Value): Iterable<Value> {
  if (value instanceof Float64Array || value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return value;
  const list = listView(value);
  if (list !== undefined) return Array.from({ length: list.length }, (_, i) => list.item(i));
  if (value instanceof Struct) return value.fields.values();
  if (value instanceof Pointer) return value.to === undefined ? [] : [value.to];
  return entriesOf(value)?.map((pair) => pair.value) ?? [];
}
