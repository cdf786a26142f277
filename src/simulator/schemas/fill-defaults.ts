import { isJsonObject, type Json } from '../../core/json.ts';
import { memberSchema, type Schema } from './schema.ts';
import { somewhereIn } from './schema-facts.ts';

/**
 * Fills in the schema's defaults, of objects that are there and of those that a default brings. A null that may not be null counts as not said.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting
 */
export function fillDefaults(value: Json, schema: Schema | undefined): Json {
  if (schema === undefined || !hasDefaults(schema)) return value;
  if (Array.isArray(value)) return value.map((item: Json) => fillDefaults(orDefault(item, schema.items), schema.items));
  if (!isJsonObject(value)) return value;
  const members = new Map<string, Json>();
  for (const [name, member] of Object.entries(value)) members.set(name, orDefault(member, memberSchema(schema, name)));
  for (const [name, { default: byDefault }] of schema.properties) {
    if (!members.has(name) && isSaid(byDefault)) members.set(name, byDefault);
  }
  return Object.fromEntries(
    [...members].map(([name, member]) => [name, fillDefaults(member, memberSchema(schema, name))]),
  );
}

function orDefault(value: Json, schema: Schema | undefined): Json {
  if (value !== null || schema === undefined || schema.isNullable) return value;
  return schema.default ?? null;
}

/** A default of null is none. */
function isSaid(byDefault: Json | undefined): byDefault is Json {
  return byDefault !== undefined && byDefault !== null;
}

const hasDefaults = somewhereIn(({ properties, additional, items }) =>
  [...properties.values(), additional, items].some((part) => isSaid(part?.default)),
);
