import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { compareElements } from './path-element.ts';

/** A path to a field, each part in the form of `FieldsV1`: `f:spec`, `k:{"name":"web"}`, `v:"a"`. */
export type FieldPath = readonly string[];

/** A set of fields, as a tree. */
export interface FieldSet {
  /** Those that are in the set themselves. */
  readonly members: ReadonlySet<string>;
  /** What of the set lies below. */
  readonly children: ReadonlyMap<string, FieldSet>;
}

/** A set that is being filled. */
export interface GrowingFieldSet extends FieldSet {
  readonly members: Set<string>;
  readonly children: Map<string, GrowingFieldSet>;
}

export const NO_FIELDS: FieldSet = { members: new Set(), children: new Map() };

export function newFieldSet(): GrowingFieldSet {
  return { members: new Set(), children: new Map() };
}

/** Puts a field in; the path of the whole object is none. */
export function insertField(set: GrowingFieldSet, path: FieldPath): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let node = set;
  for (const element of path.slice(0, -1)) {
    const child = node.children.get(element) ?? newFieldSet();
    node.children.set(element, child);
    node = child;
  }
  node.members.add(last);
}

export function fieldSetOf(...paths: readonly FieldPath[]): FieldSet {
  const set = newFieldSet();
  for (const path of paths) insertField(set, path);
  return set;
}

export function isEmptySet({ members, children }: FieldSet): boolean {
  return members.size === 0 && [...children.values()].every(isEmptySet);
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(b)) return a;
  const children = new Map(a.children);
  for (const [element, child] of b.children) {
    const own = children.get(element);
    children.set(element, own === undefined ? child : union(own, child));
  }
  return { members: a.members.union(b.members), children };
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return { members: a.members.intersection(b.members), children: combined(a, b, intersection, false) };
}

/** Without the very fields of `b`; what lies below them stays. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return { members: a.members.difference(b.members), children: combined(a, b, difference, true) };
}

/** Without the fields of `b` and all that lies below them. */
export function differenceBelow(a: FieldSet, b: FieldSet): FieldSet {
  const children = combined(a, b, differenceBelow, true);
  for (const element of b.members) children.delete(element);
  return { members: a.members.difference(b.members), children };
}

type Combine = (a: FieldSet, b: FieldSet) => FieldSet;

function combined(a: FieldSet, b: FieldSet, combine: Combine, keepsAlone: boolean): Map<string, FieldSet> {
  const children = new Map<string, FieldSet>();
  for (const [element, child] of a.children) {
    const other = b.children.get(element);
    if (other === undefined && !keepsAlone) continue;
    const rest = other === undefined ? child : combine(child, other);
    if (!isEmptySet(rest)) children.set(element, rest);
  }
  return children;
}

/** All fields of a set; those of an object before those below it, each in the order in which the API server names them. */
export function pathsIn(set: FieldSet, prefix: FieldPath = []): readonly FieldPath[] {
  const own = [...set.members].sort(compareElements).map((element) => [...prefix, element]);
  const below = [...set.children].sort(([a], [b]) => compareElements(a, b));
  return [...own, ...below.flatMap(([element, child]) => pathsIn(child, [...prefix, element]))];
}

const read = new WeakMap<JsonObject, FieldSet>();
const written = new WeakMap<FieldSet, JsonObject>();

/** Reads `fieldsV1`. */
export function readFieldsV1(json: JsonObject): FieldSet {
  const known = read.get(json);
  if (known !== undefined) return known;
  const members = new Set<string>();
  const children = new Map<string, FieldSet>();
  for (const [element, below] of Object.entries(json)) {
    if (element === '.' || !isJsonObject(below)) continue;
    const names = Object.keys(below);
    if (names.length === 0 || names.includes('.')) members.add(element);
    if (names.some((name) => name !== '.')) children.set(element, readFieldsV1(below));
  }
  const set = { members, children };
  read.set(json, set);
  written.set(set, json);
  return set;
}

/** Writes `fieldsV1`: a field that is in the set, and below which others are, has a member `.`. */
export function writeFieldsV1(set: FieldSet): JsonObject {
  const known = written.get(set);
  if (known !== undefined) return known;
  const json = fieldsV1Of(set);
  written.set(set, json);
  read.set(json, set);
  return json;
}

function fieldsV1Of(set: FieldSet): JsonObject {
  const elements = [...new Set([...set.members, ...set.children.keys()])].sort(compareElements);
  return Object.fromEntries(
    elements.flatMap((element): [string, JsonObject][] => {
      const child = set.children.get(element);
      const isMember = set.members.has(element);
      if (child === undefined || isEmptySet(child)) return isMember ? [[element, {}]] : [];
      const below = fieldsV1Of(child);
      return [[element, isMember ? { '.': {}, ...below } : below]];
    }),
  );
}
