import type { Json } from './json.ts';

/** Whether two objects say the same, whatever the order of their keys. Members that are undefined count. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [names, others] = [Object.keys(a), Object.keys(b)];
  if (Array.isArray(a) !== Array.isArray(b) || names.length !== others.length) return false;
  // Lists are objects with their places as keys.
  const [left, right] = [a as JsonMembers, b as JsonMembers];
  return names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name]));
}

type JsonMembers = Readonly<Record<string, Json | undefined>>;
