import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { KIND_SCHEMAS } from './documents.ts';
import { MetricSchema } from './metric.ts';
import { OWN_OPTIONS } from './scalars.ts';

/**
 * The JSON Schema (draft 2020-12) of the three kinds, for editors: a document is one of them, told apart by `kind`.
 * Made of the same schemas that documents are checked with.
 */
export function publishedSchema(): JsonObject {
  const kinds = Object.entries(KIND_SCHEMAS);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Analysis resources of Argo Rollouts, as Verdict reads them',
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: { kind: { enum: kinds.map(([name]) => name) } },
    // Editors follow the one whose `kind` fits.
    oneOf: kinds.map(([name]) => ({ $ref: `#/$defs/${name}` })),
    $defs: {
      ...Object.fromEntries(kinds.map(([name, schema]) => [name, published(schema)])),
      Metric: members(MetricSchema),
    },
  };
}

function published(schema: unknown): Json {
  // Every kind has metrics: once is enough to send them.
  return schema === MetricSchema ? { $ref: '#/$defs/Metric' } : members(schema);
}

/** An object's schema as others read it: without what is ours alone. */
export function membersOfSchema(schema: unknown): JsonObject {
  const read = members(schema);
  return isJsonObject(read) ? read : {};
}

function members(schema: unknown): Json {
  if (Array.isArray(schema)) return schema.map(published);
  // A schema is JSON through and through.
  if (!isJsonObject(schema)) return schema as Json;
  const kept = Object.entries(schema).filter(([name]) => !OWN_OPTIONS.includes(name) && !name.startsWith('x-'));
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'examples' ? value : published(value)]));
}
