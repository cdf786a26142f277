import type { Json } from '../../core/json.ts';
import { type FieldPath, type FieldSet, type GrowingFieldSet, insertField, newFieldSet } from './field-set.ts';
import type { MergeShape } from './merge-shape.ts';
import { fieldElement } from './path-element.ts';
import { byElement, formOf, isField, itemShape, itemsOf, memberShape, membersOf } from './value-form.ts';

/** All fields that a value says: its leaves, items of lists and entries of maps. */
export function fieldsOf(shape: MergeShape, value: Json): FieldSet {
  const set = newFieldSet();
  collect(shape, value, [], set);
  return set;
}

function collect(shape: MergeShape, value: Json, path: FieldPath, set: GrowingFieldSet): void {
  const form = formOf(shape, value);
  if (form === 'leaf') insertField(set, path);
  else if (form === 'members') collectMembers(shape, value, path, set);
  else collectItems(shape, value, path, set);
}

function collectMembers(shape: MergeShape, value: Json, path: FieldPath, set: GrowingFieldSet): void {
  for (const [name, member] of Object.entries(membersOf(value) ?? {})) {
    const place = [...path, fieldElement(name)];
    collect(memberShape(shape, name), member, place, set);
    const isBare = member === null || Object.keys(membersOf(member) ?? { some: 1 }).length === 0;
    if (isBare || !isField(shape, name)) insertField(set, place);
  }
}

function collectItems(shape: MergeShape, value: Json, path: FieldPath, set: GrowingFieldSet): void {
  for (const [element, [item = null, ...others]] of byElement(itemsOf(shape, value) ?? [])) {
    const place = [...path, element];
    // Items that are there twice are only owned together.
    if (others.length === 0) collect(itemShape(shape), item, place, set);
    insertField(set, place);
  }
}
