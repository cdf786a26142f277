import { type TSchema, Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { crdOf } from '../../../src/kube/crd/crd-of.ts';
import { structural } from '../../../src/kube/crd/structural.ts';
import { CUSTOM_RESOURCES } from '../../../src/resources/schema/custom-resources.ts';
import { fields, IntOrStringSchema, maybeDuration, textByName } from '../../../src/resources/schema/scalars.ts';

const PRESERVE = { 'x-kubernetes-preserve-unknown-fields': true };

it.each<{ given: string; schema: TSchema; then: JsonObject }>([
  {
    given: 'an object with needed and other fields',
    schema: fields({ a: Type.String(), b: Type.Optional(Type.Integer({ format: 'int32' })) }, 'What it is.'),
    then: {
      description: 'What it is.',
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'integer', format: 'int32' } },
      required: ['a'],
    },
  },
  {
    given: 'values that only the controller judges',
    schema: fields({ wait: maybeDuration('How long.'), word: Type.Enum(['a'], { type: 'string', default: 'a' }) }),
    then: {
      type: 'object',
      properties: { wait: { description: 'How long.', type: 'string' }, word: { type: 'string' } },
      required: ['word'],
    },
  },
  { given: 'a number or a text', schema: IntOrStringSchema, then: { 'x-kubernetes-int-or-string': true } },
  { given: 'anything', schema: Type.Unknown({ description: 'x' }), then: { description: 'x', ...PRESERVE } },
  {
    given: 'names of the writer’s choice',
    schema: Type.Record(Type.String(), Type.Boolean()),
    then: { type: 'object', additionalProperties: { type: 'boolean' } },
  },
  { given: 'texts by name', schema: textByName('x'), then: { description: 'x', ...TEXTS() } },
  {
    given: 'a list with a word of Kubernetes’ own',
    schema: Type.Array(Type.String(), { 'x-kubernetes-list-type': 'atomic' }),
    then: { 'x-kubernetes-list-type': 'atomic', type: 'array', items: { type: 'string' } },
  },
  {
    given: 'an object that takes more than it names',
    schema: Type.Object({ a: Type.Number(), b: Type.Optional(Type.Unknown()) }, { additionalProperties: true }),
    then: { type: 'object', ...PRESERVE, properties: { a: { type: 'number' } }, required: ['a'] },
  },
])('$given', ({ schema, then }) => {
  expect(structural(schema)).toEqual(then);
});

describe.each(CUSTOM_RESOURCES.map((resource) => [resource.kind, resource] as const))(
  'the CRD of %s',
  (_, resource) => {
    it('gives every field a type, and holds no word that the API server does not take', () => {
      const [version] = (crdOf(resource)['spec'] as { versions: { schema: { openAPIV3Schema: JsonObject } }[] })
        .versions;
      const wrong = nodesOf(version?.schema.openAPIV3Schema ?? {}).filter(
        (node) =>
          (node['type'] === undefined &&
            node['x-kubernetes-int-or-string'] !== true &&
            node['x-kubernetes-preserve-unknown-fields'] !== true) ||
          ['$id', '$ref', 'const', 'anyOf', 'patternProperties'].some((word) => Object.hasOwn(node, word)),
      );
      expect(wrong).toEqual([]);
      expect(nodesOf(version?.schema.openAPIV3Schema ?? {}).length).toBeGreaterThan(50);
    });
  },
);

function TEXTS(): JsonObject {
  return { type: 'object', additionalProperties: { type: 'string' } };
}

/** A schema and all schemas in it. */
function nodesOf(schema: JsonObject): readonly JsonObject[] {
  const { properties, items, additionalProperties } = schema;
  const inner: Json[] = [...Object.values(isJsonObject(properties) ? properties : {}), items ?? null];
  return [schema, ...[...inner, additionalProperties ?? null].filter(isJsonObject).flatMap(nodesOf)];
}
