import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import type { MergeShape } from '../apply/merge-shape.ts';
import { itemShape, memberShape } from '../apply/value-form.ts';
import { itemsIn } from './members.ts';

/** Members of a patch that say how it is meant, instead of what is to be there. */
const ORDER = '$setElementOrder/';
const DELETE_FROM = '$deleteFromPrimitiveList/';

/**
 * What a strategic merge patch makes of an object: objects are merged, and so are lists whose items have a key.
 *
 * @param shape  which lists those are; the first of several keys counts
 * @see https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function strategicallyMerged(shape: MergeShape, object: JsonObject, patch: JsonObject): JsonObject {
  const { $patch: directive, $retainKeys: _retain, ...wanted } = patch;
  if (directive === 'replace') return plain(wanted);
  if (directive === 'delete') return {};
  const merged = new Map(Object.entries(retained(object, patch)));
  for (const [name, value] of Object.entries(wanted)) {
    if (name.startsWith('$')) continue;
    const before = merged.get(name);
    const isGone = value === null || (isJsonObject(value) && value['$patch'] === 'delete');
    if (isGone) merged.delete(name);
    else merged.set(name, mergedValue(memberShape(shape, name), before, value));
  }
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith(DELETE_FROM)) takeOut(merged, name.slice(DELETE_FROM.length), value);
  }
  for (const [name, items] of merged) {
    const order = patch[`${ORDER}${name}`] ?? patch[name];
    const before = object[name];
    if (!Array.isArray(items) || !Array.isArray(order) || !Array.isArray(before)) continue;
    merged.set(name, ordered(memberShape(shape, name), items, before, order));
  }
  return Object.fromEntries(merged);
}

/** The object with only those members that the patch lets stay, if it says which. */
function retained(object: JsonObject, patch: JsonObject): JsonObject {
  if (!Array.isArray(patch['$retainKeys'])) return object;
  const names = itemsIn(patch, '$retainKeys');
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

function mergedValue(shape: MergeShape, before: Json | undefined, value: Json): Json {
  if (isJsonObject(value)) return strategicallyMerged(shape, isJsonObject(before) ? before : {}, value);
  if (!Array.isArray(value)) return value;
  const there: readonly Json[] = Array.isArray(before) ? before : [];
  if (shape.as === 'keyed') return mergedItems(shape, there, value);
  return shape.as === 'set' ? [...new Set([...there, ...value])] : value;
}

type Keyed = Extract<MergeShape, { readonly as: 'keyed' }>;

function mergedItems(shape: Keyed, before: readonly Json[], patch: readonly Json[]): Json {
  const wanted = patch.filter(isJsonObject);
  const isReplaced = wanted.some((item) => item['$patch'] === 'replace' && Object.keys(item).length === 1);
  if (isReplaced) return wanted.filter((item) => item['$patch'] === undefined).map(plain);
  return wanted.reduce<readonly Json[]>((items, item) => withItem(shape, items, item), before);
}

function withItem(shape: Keyed, items: readonly Json[], item: JsonObject): readonly Json[] {
  const place = items.findIndex((each) => isOfKey(shape, each, item));
  if (item['$patch'] === 'delete') return place === -1 ? items : items.toSpliced(place, 1);
  const before = items[place];
  const merged = strategicallyMerged(itemShape(shape), isJsonObject(before) ? before : {}, item);
  return place === -1 ? [...items, merged] : items.with(place, merged);
}

function isOfKey({ keys: [key = ''] }: Keyed, item: Json, wanted: JsonObject): boolean {
  return isJsonObject(item) && item[key] !== undefined && sameJson(item[key], wanted[key] ?? null);
}

function takeOut(merged: Map<string, Json>, name: string, gone: Json): void {
  const items = merged.get(name);
  if (!Array.isArray(items) || !Array.isArray(gone)) return;
  merged.set(
    name,
    items.filter((item: Json) => !gone.includes(item)),
  );
}

/**
 * Items in the order that the patch gives or, when it gives none, in which it tells of them. The others keep their place before what they stood before;
 * what is new comes first.
 */
function ordered(
  shape: MergeShape,
  items: readonly Json[],
  before: readonly Json[],
  order: readonly Json[],
): readonly Json[] {
  if (shape.as !== 'keyed' && shape.as !== 'set') return items;
  const placeIn = (list: readonly Json[], item: Json): number =>
    list.findIndex((each) => (shape.as === 'keyed' && isJsonObject(item) ? isOfKey(shape, each, item) : each === item));
  const listed = items.filter((item) => placeIn(order, item) !== -1);
  listed.sort((a, b) => placeIn(order, a) - placeIn(order, b));
  const others = items.filter((item) => placeIn(order, item) === -1);
  const all: Json[] = [];
  for (const item of listed) {
    while (others[0] !== undefined && placeIn(before, others[0]) < placeIn(before, item)) {
      all.push(...others.splice(0, 1));
    }
    all.push(item);
  }
  return [...all, ...others];
}

/** What a patch says where nothing stands yet: without nulls and without what only says how it is meant. */
function plain(patch: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(patch).flatMap(([name, value]): [string, Json][] => {
      if (value === null || name.startsWith('$')) return [];
      return [[name, isJsonObject(value) ? plain(value) : value]];
    }),
  );
}
