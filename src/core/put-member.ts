import type { Json } from './json.ts';

/** Sets a member whose name is of somebody else's choice: assigning to `__proto__` would change the prototype instead of adding a member. */
export function putMember(object: Record<string, Json>, name: string, value: Json): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
