import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';

/** A change of an object that gives the very same object where there is nothing to change. */
export type Fill = (object: JsonObject) => JsonObject;

/** Puts in the members that are absent, or empty texts, or 0, as they are to be then. */
export function fillIn(object: JsonObject, members: JsonObject): JsonObject {
  const missing = Object.entries(members).filter(([name]) => isUnset(object[name]));
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

/** As `fillIn`, but 0 and an empty text stay: for members whose emptiness means something. */
export function fillAbsent(object: JsonObject, members: JsonObject): JsonObject {
  const missing = Object.entries(members).filter(([name]) => object[name] === undefined || object[name] === null);
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

function isUnset(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}

/** Changes the object that stands in a member; nothing where there is none. */
export function inMember(object: JsonObject, name: string, fill: Fill): JsonObject {
  const inner = object[name];
  return isJsonObject(inner) ? replaced(object, name, inner, fill(inner)) : object;
}

/** Changes each object in the list that stands in a member; nothing where there is none. */
export function inEach(object: JsonObject, name: string, fill: Fill): JsonObject {
  const list = object[name];
  if (!Array.isArray(list)) return object;
  const filled = list.map((item: Json) => (isJsonObject(item) ? fill(item) : item));
  return filled.every((item, index) => item === list[index]) ? object : { ...object, [name]: filled };
}

/** The object with a member as given; without it for undefined. */
export function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value === object[name]) return object;
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _gone, ...rest } = object;
  return rest;
}

function replaced(object: JsonObject, name: string, old: JsonObject, filled: JsonObject): JsonObject {
  return filled === old ? object : { ...object, [name]: filled };
}

/** All changes, one after the other. */
export function all(...fills: readonly Fill[]): Fill {
  return (object) => fills.reduce((filled, fill) => fill(filled), object);
}
