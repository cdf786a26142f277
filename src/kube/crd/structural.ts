import type { TSchema } from 'typebox';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { objectIn, textIn, wordsIn } from '../../core/json-members.ts';

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const INT_OR_STRING = 'x-kubernetes-int-or-string';

/**
 * A schema in the dialect of CustomResourceDefinitions, "structural": every field has a type, nothing is referred to.
 *
 * It tells the shape only. Values (patterns, ranges, words to choose from) are left to the controller, which says what is
 * wrong in the status: a Rollout that the API server refused could not tell anybody. Defaults are left out as well, for an
 * object should stay as it was written.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function structural(schema: TSchema): JsonObject {
  // A schema of TypeBox is plain JSON.
  return translated(schema as unknown as JsonObject);
}

function translated(schema: JsonObject): JsonObject {
  const description = textIn(schema, 'description');
  return { ...(description !== '' && { description }), ...ownWords(schema), ...shapeOf(schema) };
}

/** What a schema says in Kubernetes' own words already. */
function ownWords(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name.startsWith('x-kubernetes-')));
}

function shapeOf(schema: JsonObject): JsonObject {
  if (isIntOrString(schema)) return { [INT_OR_STRING]: true };
  switch (schema['type']) {
    case 'object':
      return objectShape(schema);
    case 'array':
      return { type: 'array', items: translated(objectIn(schema, 'items')) };
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return { type: schema['type'], ...(schema['format'] !== undefined && { format: schema['format'] }) };
    default:
      // Anything goes.
      return { [PRESERVE]: true };
  }
}

function isIntOrString({ anyOf }: JsonObject): boolean {
  const types = Array.isArray(anyOf) ? anyOf.map((choice: Json) => textIn(choice, 'type')) : [];
  return types.sort().join() === 'integer,string';
}

function objectShape(schema: JsonObject): JsonObject {
  const [values] = Object.values(objectIn(schema, 'patternProperties'));
  if (isJsonObject(values)) return { type: 'object', additionalProperties: translated(values) };
  const isOpen = schema['additionalProperties'] === true;
  const properties = Object.entries(objectIn(schema, 'properties'))
    .filter((property): property is [string, JsonObject] => isJsonObject(property[1]))
    .map(([name, member]): [string, JsonObject] => [name, translated(member)])
    // An open object takes what it does not name anyway.
    .filter(([, member]) => !isOpen || member['type'] !== undefined);
  const required = wordsIn(schema, 'required');
  return {
    type: 'object',
    ...(isOpen && { [PRESERVE]: true }),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required }),
  };
}
