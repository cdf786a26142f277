import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { memberIn, objectIn } from '../../core/json-members.ts';

/** A member that is a number; undefined when it is not there. */
export function numberIn(json: Json | undefined, name: string): number | undefined {
  const member = memberIn(json, name);
  return typeof member === 'number' ? member : undefined;
}

/** A member that is a list; `[]` when it is not there. */
export function itemsIn(json: Json | undefined, name: string): readonly Json[] {
  const member = memberIn(json, name);
  return Array.isArray(member) ? member : [];
}

/** What stands at a path of members; undefined when it, or something on the way, is not there. */
export function valueAt(json: Json | undefined, path: readonly string[]): Json | undefined {
  let value = json;
  for (const name of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** The object with another value at a path of members; what is on the way is made where it is missing. `undefined` takes the member out. */
export function withValueAt(object: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return object;
  const inner = rest.length === 0 ? value : withValueAt(objectIn(object, name), rest, value);
  return withMember(object, name, inner);
}

/** The object with another value of a member, at the place where it stood; `undefined` takes the member out. */
export function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [name]: value };
  if (!Object.hasOwn(object, name)) return object;
  const { [name]: _gone, ...rest } = object;
  return rest;
}

/** The metadata of an object. */
export function metadataOf(object: JsonObject): JsonObject {
  return objectIn(object, 'metadata');
}

/** The object with members of its metadata put in or, where `undefined`, taken out. */
export function withMetadata(object: JsonObject, members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const metadata: Record<string, Json> = { ...metadataOf(object) };
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) delete metadata[name];
    else metadata[name] = value;
  }
  return { ...object, metadata };
}
