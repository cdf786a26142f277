import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { sameJson } from './same-json.ts';

/** The smallest RFC 7386 patch that makes `from` into `to`: `{}` when there is nothing to do. Lists are replaced as a whole. */
export function mergePatch(from: JsonObject, to: JsonObject): JsonObject {
  const removed = Object.keys(from)
    .filter((name) => !Object.hasOwn(to, name))
    .map((name): [string, Json] => [name, null]);
  const changed = Object.entries(to).flatMap(([name, value]): [string, Json][] => {
    const before = Object.hasOwn(from, name) ? from[name] : undefined;
    if (before !== undefined && sameJson(before, value)) return [];
    return [[name, isJsonObject(before) && isJsonObject(value) ? mergePatch(before, value) : value]];
  });
  return Object.fromEntries([...removed, ...changed]);
}

/** What an RFC 7386 patch makes of an object. */
export function applyMergePatch(object: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(object));
  for (const [name, value] of Object.entries(patch)) {
    const before = merged.get(name);
    if (value === null) merged.delete(name);
    else merged.set(name, isJsonObject(value) ? applyMergePatch(isJsonObject(before) ? before : {}, value) : value);
  }
  return Object.fromEntries(merged);
}
