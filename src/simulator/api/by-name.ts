import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** A value with the members of all its objects in the order of their names, as Go prints maps. */
export function byName(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => byName(item));
  return isJsonObject(value) ? membersByName(value, byName) : value;
}

/** An object with its members in the order of their names, each as `shown` has it. */
export function membersByName(object: JsonObject, shown: (member: Json, name: string) => Json): JsonObject {
  const members = Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]): [string, Json] => [name, shown(member, name)]));
}
