import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';

/*
 * Reading what the API server sent. It has validated its objects, so a member of another shape than asked for is one
 * that was left out: it reads as empty.
 */

/** A member that is an object; `{}` when it is not there. */
export function objectIn(json: Json | undefined, name: string): JsonObject {
  const member = isJsonObject(json) ? json[name] : undefined;
  return isJsonObject(member) ? member : {};
}

/** A member that is a list of objects; `[]` when it is not there. */
export function listIn(json: Json | undefined, name: string): readonly JsonObject[] {
  const member: Json | undefined = isJsonObject(json) ? json[name] : undefined;
  return Array.isArray(member) ? member.filter(isJsonObject) : [];
}

/** A member that is a text; empty when it is not there. */
export function textIn(json: Json | undefined, name: string): string {
  const member = isJsonObject(json) ? json[name] : undefined;
  return typeof member === 'string' ? member : '';
}

/** A member that maps texts to texts, such as `labels`; `{}` when it is not there. */
export function textsIn(json: Json | undefined, name: string): Readonly<Record<string, string>> {
  const entries = Object.entries(objectIn(json, name));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A member that is a list of texts; `[]` when it is not there. */
export function wordsIn(json: Json | undefined, name: string): readonly string[] {
  const member: Json | undefined = isJsonObject(json) ? json[name] : undefined;
  return Array.isArray(member) ? member.filter((item) => typeof item === 'string') : [];
}
