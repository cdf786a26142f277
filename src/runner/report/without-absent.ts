import type { Json, JsonObject } from '../../core/json.ts';

/** Leaves out the members that are undefined. */
export function withoutAbsent(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const present: Record<string, Json> = {};
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value !== undefined) present[name] = value;
  }
  return present;
}
