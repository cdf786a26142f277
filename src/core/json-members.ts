import { isJsonObject, type Json, type JsonObject } from './json.ts';

/*
 * Reading Kubernetes objects that an API server has validated, or that are read as one would: a member of another shape than asked for
 * is one that was left out. It reads as empty.
 */

/** A member that is an object; `{}` when it is not there. */
export function objectIn(json: Json | undefined, name: string): JsonObject {
  const member = memberIn(json, name);
  return isJsonObject(member) ? member : {};
}

/** A member that is a list of objects; `[]` when it is not there. */
export function listIn(json: Json | undefined, name: string): readonly JsonObject[] {
  const member = memberIn(json, name);
  return Array.isArray(member) ? member.filter(isJsonObject) : [];
}

/** A member that is a text; empty when it is not there. */
export function textIn(json: Json | undefined, name: string): string {
  const member = memberIn(json, name);
  return typeof member === 'string' ? member : '';
}

/** A member that maps texts to texts, such as `labels`; `{}` when it is not there. */
export function textsIn(json: Json | undefined, name: string): Readonly<Record<string, string>> {
  const entries = Object.entries(objectIn(json, name));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A member that is a list of texts; `[]` when it is not there. */
export function wordsIn(json: Json | undefined, name: string): readonly string[] {
  const member = memberIn(json, name);
  return Array.isArray(member) ? member.filter((item) => typeof item === 'string') : [];
}

/** A member, whatever it is; undefined when it is not there. What is inherited is no member: names are users'. */
export function memberIn(json: Json | undefined, name: string): Json | undefined {
  return isJsonObject(json) && Object.hasOwn(json, name) ? json[name] : undefined;
}
