import type { Schema } from './schema.ts';

/**
 * Whether something is true of a schema or of a part of it. Most schemas have none of what a walk through an object would look for, and then there is
 * nothing to walk through. What was found out of a schema is remembered.
 */
export function somewhereIn(isTrue: (schema: Schema) => boolean): (schema: Schema) => boolean {
  const known = new WeakMap<Schema, boolean>();
  const ask = (schema: Schema): boolean => {
    const answer = known.get(schema);
    if (answer !== undefined) return answer;
    const parts = [...schema.properties.values(), schema.additional, schema.items].filter((part) => part !== undefined);
    const found = isTrue(schema) || parts.some(ask);
    known.set(schema, found);
    return found;
  };
  return ask;
}
