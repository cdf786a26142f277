import { FREE, type MergeShape, SET, WHOLE } from '../apply/merge-shape.ts';
import { OBJECT_META } from '../apply/object-meta-shape.ts';
import type { Schema } from './schema.ts';

const OF_EVERY_OBJECT: Readonly<Record<string, MergeShape>> = { apiVersion: WHOLE, kind: WHOLE, metadata: OBJECT_META };

const SCALARS = new Map<string, 'string' | 'boolean' | 'number'>([
  ['string', 'string'],
  ['boolean', 'boolean'],
  ['integer', 'number'],
  ['number', 'number'],
]);

/** How writers share objects of a custom kind, read from the schema's `x-kubernetes-list-type`, `-list-map-keys` and `-map-type`. */
export function shapeOf(schema: Schema): MergeShape {
  const shape = partOf(schema);
  const fields = shape.as === 'members' ? shape.fields : {};
  return { ...(shape.as === 'members' ? shape : { as: 'members' }), fields: { ...fields, ...OF_EVERY_OBJECT } };
}

function partOf(schema: Schema): MergeShape {
  if (schema.isIntOrString) return FREE;
  const [type] = schema.types;
  if (type === 'array') return listOf(schema);
  const scalar = SCALARS.get(type ?? '');
  if (scalar !== undefined) return { as: 'whole', holds: scalar };
  if (schema.isAtomicMap) return { as: 'whole', holds: 'object', inside: partOf({ ...schema, isAtomicMap: false }) };
  const names = [...schema.properties];
  const others = othersOf(schema);
  if (type === undefined && names.length === 0 && others === undefined) return FREE;
  if (names.length === 0 && others === FREE && schema.additional === undefined) return FREE;
  return {
    as: 'members',
    fields: {
      ...Object.fromEntries(names.map(([name, property]) => [name, partOf(property)])),
      ...(schema.isEmbedded && OF_EVERY_OBJECT),
    },
    ...(others !== undefined && { others, areEntries: true }),
  };
}

function othersOf(schema: Schema): MergeShape | undefined {
  if (schema.additional !== undefined) return partOf(schema.additional);
  return schema.keepsUnknown ? FREE : undefined;
}

function listOf(schema: Schema): MergeShape {
  if (schema.listType === 'set') return SET;
  if (schema.items === undefined) return { as: 'whole', holds: 'list' };
  if (schema.listType === 'atomic') return { as: 'whole', holds: 'list', inside: partOf(schema.items) };
  const keyDefaults = schema.listKeys.flatMap((key) => {
    const byDefault = schema.items?.properties.get(key)?.default;
    return byDefault === undefined ? [] : [[key, byDefault] as const];
  });
  return {
    as: 'keyed',
    keys: schema.listKeys,
    ...(keyDefaults.length > 0 && { keyDefaults: Object.fromEntries(keyDefaults) }),
    item: partOf(schema.items),
  };
}
