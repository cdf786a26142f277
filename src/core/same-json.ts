import { isDeepStrictEqual } from 'node:util';
import type { Json } from './json.ts';

/** Whether two objects say the same, whatever the order of their keys. */
export function sameJson(a: Json, b: Json): boolean {
  return isDeepStrictEqual(a, b);
}
