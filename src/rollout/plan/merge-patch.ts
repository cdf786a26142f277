import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/**
 * The JSON merge patch (RFC 7386) that makes one object of another: members that went become null, lists are replaced as a whole.
 * Empty when both say the same. What neither side names stays as it is, also what a newer version of us may have written.
 */
export function mergePatch(before: JsonObject, after: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = memberPatch(before[name], after[name]);
    if (change !== undefined) patch[name] = change;
  }
  return patch;
}

/** Undefined where nothing changes. */
function memberPatch(before: Json | undefined, after: Json | undefined): Json | undefined {
  if (after === undefined) return before === undefined ? undefined : null;
  if (isJsonObject(before) && isJsonObject(after)) {
    const patch = mergePatch(before, after);
    return Object.keys(patch).length === 0 ? undefined : patch;
  }
  return isSame(before, after) ? undefined : after;
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: Json, i) => isSame(item, b[i]));
  return isJsonObject(a) && isJsonObject(b) && Object.keys(mergePatch(a, b)).length === 0;
}

/** An object without members that say nothing: null, and empty objects and lists, which not everybody writes. */
export function withoutEmpty(object: JsonObject): JsonObject {
  const members = Object.entries(object).map(([name, value]) => [name, stripped(value)] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== null && !isEmpty(value)));
}

function stripped(value: Json): Json {
  if (Array.isArray(value)) return value.map(stripped);
  return isJsonObject(value) ? withoutEmpty(value) : value;
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
