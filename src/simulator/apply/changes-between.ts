import type { Json } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import { type FieldPath, type FieldSet, type GrowingFieldSet, insertField, newFieldSet } from './field-set.ts';
import { type MergeShape, WHOLE } from './merge-shape.ts';
import { fieldElement } from './path-element.ts';
import { byElement, formOf, itemShape, itemsOf, memberShape, membersOf } from './value-form.ts';

/** What is different between two values. */
export interface Changes {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

/** Compares two values of a shape, field by field. */
export function changesBetween(shape: MergeShape, before: Json, after: Json): Changes {
  const found = { added: newFieldSet(), modified: newFieldSet(), removed: newFieldSet() };
  compare({ shape, before, after, path: [] }, found);
  return found;
}

interface Found extends Changes {
  readonly added: GrowingFieldSet;
  readonly modified: GrowingFieldSet;
  readonly removed: GrowingFieldSet;
}

/** At least one of the two is there. */
interface Pair {
  readonly shape: MergeShape;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly path: FieldPath;
}

function compare(pair: Pair, found: Found): void {
  const { shape, before, after, path } = pair;
  // Most of an object stays as it is, often the very same.
  if (before === after) return;
  const forms = new Set([before, after].flatMap((value) => (value === undefined ? [] : [formOf(shape, value)])));
  let isLeaf = false;
  if (forms.has('leaf')) {
    isLeaf = true;
    compareLeaves(pair, found);
  }
  if (forms.has('members')) isLeaf = compareMembers(pair, found) || isLeaf;
  if (forms.has('items')) isLeaf = compareItems(pair, found) || isLeaf;
  if (isLeaf) return;
  if (before === undefined) insertField(found.added, path);
  else if (after === undefined) insertField(found.removed, path);
}

function compareLeaves({ before, after, path }: Pair, found: Found): void {
  if (before === undefined) insertField(found.added, path);
  else if (after === undefined) insertField(found.removed, path);
  else if (!sameJson(before, after)) insertField(found.modified, path);
}

/** @returns whether both are empty: then the object is a leaf, and null and empty are different */
function compareMembers(pair: Pair, found: Found): boolean {
  const { shape, path } = pair;
  const [before, after] = [membersOf(pair.before) ?? {}, membersOf(pair.after) ?? {}];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  if (names.size === 0) {
    compareLeaves(pair, found);
    return true;
  }
  for (const name of names) {
    const place = [...path, fieldElement(name)];
    compare({ shape: memberShape(shape, name), before: before[name], after: after[name], path: place }, found);
  }
  return false;
}

/** @returns whether both are empty */
function compareItems(pair: Pair, found: Found): boolean {
  const { shape, path } = pair;
  const [before, after] = [byElement(itemsOf(shape, pair.before) ?? []), byElement(itemsOf(shape, pair.after) ?? [])];
  const elements = new Set([...before.keys(), ...after.keys()]);
  if (elements.size === 0) {
    compareLeaves(pair, found);
    return true;
  }
  for (const element of elements) {
    const place = [...path, element];
    const [old = [], now = []] = [before.get(element), after.get(element)];
    if (old.length > 1 || now.length > 1) compareRepeated(old, now, place, found);
    else compare({ shape: itemShape(shape), before: old[0], after: now[0], path: place }, found);
  }
  return false;
}

/** Items of which there are several: they are taken together, as one leaf. */
function compareRepeated(old: readonly Json[], now: readonly Json[], path: FieldPath, found: Found): void {
  const [before, after] = [old.length > 1 ? old : undefined, now.length > 1 ? now : undefined];
  compareLeaves({ shape: WHOLE, before, after, path }, found);
}
