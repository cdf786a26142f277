import { isJsonObject, type Json } from '../../core/json.ts';
import { type FieldSet, isEmptySet } from './field-set.ts';
import type { MergeShape } from './merge-shape.ts';
import { fieldElement, fieldName } from './path-element.ts';
import { formOf, isField, itemShape, itemsOf, memberShape, membersOf } from './value-form.ts';

/** A value without some of its fields. An object or list that loses all it holds becomes null. */
export function withoutFields(shape: MergeShape, value: Json, fields: FieldSet): Json {
  const form = formOf(shape, value);
  if (form === 'leaf') return value;
  const left = form === 'members' ? membersLeft(shape, value, fields) : itemsLeft(shape, value, fields);
  return left ?? null;
}

function membersLeft(shape: MergeShape, value: Json, fields: FieldSet): Json | undefined {
  const left = Object.entries(membersOf(value) ?? {}).flatMap(([name, member]): [string, Json][] => {
    const element = fieldElement(name);
    if (fields.members.has(element)) return [];
    const below = fields.children.get(element);
    const isTouched = below !== undefined && !isEmptySet(below);
    return [[name, isTouched ? withoutFields(memberShape(shape, name), member, below) : member]];
  });
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

function itemsLeft(shape: MergeShape, value: Json, fields: FieldSet): Json | undefined {
  const left = (itemsOf(shape, value) ?? []).flatMap(({ element, value: item }): Json[] => {
    if (fields.members.has(element)) return [];
    const below = fields.children.get(element);
    const isTouched = below !== undefined && !isEmptySet(below);
    return [isTouched ? withoutFields(itemShape(shape), item, below) : item];
  });
  return left.length === 0 ? undefined : left;
}

/** A set with every field in it below which something of the set lies. Items and entries of maps are only in it when they were. */
export function withFieldsAbove(shape: MergeShape, set: FieldSet): FieldSet {
  const members = new Set(set.members);
  const children = new Map<string, FieldSet>();
  for (const [element, child] of set.children) {
    const name = fieldName(element);
    if (name !== undefined && isField(shape, name)) members.add(element);
    const inside = name === undefined ? itemShape(shape) : memberShape(shape, name);
    children.set(element, withFieldsAbove(inside, child));
  }
  return { members, children };
}

/** A value without nulls, as built-in kinds hold none: an object that lost all of its members is gone. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
