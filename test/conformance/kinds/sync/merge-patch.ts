import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';

/** An object after a JSON merge patch. @see RFC 7396 */
export function mergePatch(object: Json | undefined, patch: JsonObject): JsonObject {
  const merged: Record<string, Json> = isJsonObject(object) ? { ...object } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = isJsonObject(value) ? mergePatch(merged[name], value) : value;
  }
  return merged;
}
