import { compareText } from '../../core/go/compare-text.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Pruned } from '../api/kind.ts';
import { readMetadata } from './read-metadata.ts';
import { memberSchema, type Schema } from './schema.ts';
import { somewhereIn } from './schema-facts.ts';

const OF_EVERY_OBJECT: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/**
 * What an API server keeps of a custom resource: members that the schema knows, and everything below `x-kubernetes-preserve-unknown-fields`.
 * Metadata is kept as far as ObjectMeta knows it. A null that may not be null and has no default is left out too, and that is not told.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning
 */
export function prune(object: JsonObject, schema: Schema): Pruned {
  const metadata = readMetadata(object['metadata'], 'metadata');
  if (metadata.malformed !== undefined) return { object, unknown: [], malformed: metadata.malformed };
  const unknown: string[] = [];
  const kept = keepKnown(object, { ...schema, isEmbedded: true }, '', (path) => unknown.push(path));
  const inside = readEmbedded(kept, schema, '');
  const { json } = inside;
  return {
    object: {
      ...(isJsonObject(json) ? json : {}),
      ...(metadata.object !== undefined && { metadata: metadata.object }),
    },
    unknown: [...metadata.unknown, ...unknown.sort(compareText), ...inside.unknown],
  };
}

type Tell = (path: string) => void;

function keepKnown(value: Json, schema: Schema | undefined, path: string, tell: Tell): Json {
  if (isJsonObject(value)) {
    const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
      const place = path === '' ? name : `${path}.${name}`;
      if (schema?.isEmbedded && OF_EVERY_OBJECT.includes(name)) return [[name, member]];
      const inside = memberSchema(schema, name);
      if (inside !== undefined) {
        const isLeftOut = member === null && !inside.isNullable && inside.default === undefined;
        return isLeftOut ? [] : [[name, keepKnown(member, inside, place, tell)]];
      }
      if (schema?.keepsUnknown) return [[name, member]];
      tell(place);
      return [];
    });
    return Object.fromEntries(members);
  }
  if (!Array.isArray(value)) return value;
  if (schema?.keepsUnknown && schema.items === undefined) return value;
  const items = schema?.keepsUnknown && schema.items ? { ...schema.items, keepsUnknown: true } : schema?.items;
  return value.map((item: Json, index) => keepKnown(item, items, `${path}[${index}]`, tell));
}

/** Objects inside of the object: their metadata is read as the object's own is. */
function readEmbedded(
  value: Json,
  schema: Schema | undefined,
  path: string,
): { json: Json; unknown: readonly string[] } {
  if (schema === undefined || !hasEmbedded(schema)) return { json: value, unknown: [] };
  const unknown: string[] = [];
  const below = (json: Json, inside: Schema | undefined, place: string): Json => {
    const read = readEmbedded(json, inside, place);
    unknown.push(...read.unknown);
    return read.json;
  };
  if (Array.isArray(value)) {
    return { json: value.map((item: Json, index) => below(item, schema.items, `${path}[${index}]`)), unknown };
  }
  if (!isJsonObject(value)) return { json: value, unknown };
  const members = Object.entries(value).map(([name, member]): [string, Json] => {
    const place = path === '' ? name : `${path}.${name}`;
    if (!schema.isEmbedded || name !== 'metadata') return [name, below(member, memberSchema(schema, name), place)];
    const metadata = readMetadata(member, place);
    unknown.push(...metadata.unknown);
    return [name, metadata.object ?? member];
  });
  return { json: Object.fromEntries(members), unknown };
}

const hasEmbedded = somewhereIn(({ isEmbedded }) => isEmbedded);
