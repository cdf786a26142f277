import type { Json, JsonObject } from '../../core/json.ts';

/** Leaves out the members that are undefined. */
export function withoutAbsent(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  );
}
