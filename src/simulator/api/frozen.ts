import type { Json } from '../../core/json.ts';

/**
 * The same value, made unchangeable all the way down, so that everybody can be given the same one. What is frozen already is not
 * looked into: it was frozen here.
 */
export function frozen<T extends Json>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
}
