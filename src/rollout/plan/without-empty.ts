import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

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
