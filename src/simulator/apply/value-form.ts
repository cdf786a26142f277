import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { FREE, type KeyedListShape, type MergeShape, PLAIN, WHOLE } from './merge-shape.ts';
import { keyElement, valueElement } from './path-element.ts';

/** How a value is walked through: as one leaf, by members, or by items. */
export type Form = 'leaf' | 'members' | 'items';

/** The form of a value of a shape. A null is whatever the shape says. */
export function formOf(shape: MergeShape, value: Json): Form {
  switch (shape.as) {
    case 'whole':
      return 'leaf';
    case 'members':
      return 'members';
    case 'keyed':
    case 'set':
      return 'items';
    case 'plain':
    case 'free':
      return value === null || isJsonObject(value) ? 'members' : 'leaf';
  }
}

/** The shape of a member. */
export function memberShape(shape: MergeShape, name: string): MergeShape {
  if (shape.as === 'plain') return PLAIN;
  if (shape.as !== 'members') return FREE;
  const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
  return field ?? shape.others ?? WHOLE;
}

/** Whether a member is a field of its object, and not an entry of a map. */
export function isField(shape: MergeShape, name: string): boolean {
  if (shape.as === 'plain') return true;
  if (shape.as !== 'members') return false;
  return Object.hasOwn(shape.fields, name) || (shape.others !== undefined && shape.areEntries !== true);
}

/** The shape of the items of a list. */
export function itemShape(shape: MergeShape): MergeShape {
  return shape.as === 'keyed' ? shape.item : WHOLE;
}

/** The members of an object; undefined for anything else. */
export function membersOf(value: Json | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

/** The items of a list, each with its path element; undefined for anything else. An item that has none of the keys is left out. */
export function itemsOf(shape: MergeShape, value: Json | undefined): readonly Item[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((item: Json): Item[] => {
    const element = shape.as === 'keyed' ? elementByKeys(shape, item) : valueElement(item);
    return element === undefined ? [] : [{ element, value: item }];
  });
}

export interface Item {
  readonly element: string;
  readonly value: Json;
}

/** The values of a list under their path elements. */
export function byElement(items: readonly Item[]): ReadonlyMap<string, readonly Json[]> {
  const found = new Map<string, Json[]>();
  for (const { element, value } of items) found.set(element, [...(found.get(element) ?? []), value]);
  return found;
}

/** The path element of an item of a list with keys; undefined when it says none of them. */
export function elementByKeys({ keys, keyDefaults = {} }: KeyedListShape, item: Json): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const said = [...keys].sort().flatMap((key): [string, Json][] => {
    const value = Object.hasOwn(item, key) ? item[key] : keyDefaults[key];
    return value === undefined ? [] : [[key, value]];
  });
  return said.length === 0 ? undefined : keyElement(Object.fromEntries(said));
}
