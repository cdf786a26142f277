import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { isJsonObject } from '../../../../src/core/json.ts';

/** Values that fit a schema of the document, or nearly do. */
export function madeFromSchema(schema: Json | undefined, document: JsonObject, depth = 0): fc.Arbitrary<Json> {
  if (!isJsonObject(schema) || depth > 6) return anything;
  const { $ref, enum: words, anyOf, type } = schema;
  if (typeof $ref === 'string') return madeFromSchema(referred($ref, document), document, depth + 1);
  if (Array.isArray(words)) return fc.constantFrom(...(words as readonly Json[]));
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map((one) => madeFromSchema(one as Json, document, depth + 1)));
  switch (type) {
    case 'object':
      return objects(schema, document, depth);
    case 'array':
      return lists(schema, document, depth);
    case 'integer':
      return fc.integer({ min: Number(schema['minimum'] ?? -5), max: Number(schema['maximum'] ?? 1000) });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return texts(schema);
    default:
      return anything;
  }
}

const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

/** What a `$ref` of the document leads to. */
export function referred($ref: string, document: JsonObject): Json {
  let json: Json = document;
  for (const name of $ref.slice(2).split('/')) json = isJsonObject(json) ? (json[name] ?? null) : null;
  return json;
}

function objects(schema: JsonObject, document: JsonObject, depth: number): fc.Arbitrary<Json> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const members = Object.entries(isJsonObject(properties) ? properties : {}).map(
    ([name, member]) => [name, madeFromSchema(member, document, depth + 1)] as const,
  );
  const known = fc.record(Object.fromEntries(members), { requiredKeys: [...(required as readonly string[])] });
  if (!isJsonObject(additionalProperties)) return known;
  const name = isJsonObject(propertyNames) ? texts(propertyNames) : fc.string({ minLength: 1 });
  return fc.dictionary(name, madeFromSchema(additionalProperties, document, depth + 1), {
    maxKeys: 4,
  }) as fc.Arbitrary<Json>;
}

function lists(
  { items, minItems = 0, maxItems = 3, uniqueItems }: JsonObject,
  document: JsonObject,
  depth: number,
): fc.Arbitrary<Json> {
  const item = madeFromSchema(items, document, depth + 1);
  const length = { minLength: Number(minItems), maxLength: Math.min(3, Number(maxItems)) };
  return uniqueItems === true ? fc.uniqueArray(item, length) : fc.array(item, length);
}

function texts({ pattern, format, minLength = 0, maxLength = 100 }: JsonObject): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (typeof pattern === 'string')
    return fc.stringMatching(new RegExp(pattern), { maxLength: Math.min(Number(maxLength), 40) });
  return fc.string({ minLength: Number(minLength), maxLength: Math.min(Number(maxLength), 30), unit: 'grapheme' });
}

/** A value with something in it that was taken out, put in, or turned into something else. */
export function mutated(value: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc
    .tuple(value, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), nasty)
    .map(([json, path, stray]) => changedAt(json, path, stray));
}

/** What tends to break programs. */
const nasty: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    0,
    -0,
    -1,
    1e308,
    9_007_199_254_740_991,
    0.1,
    true,
    '',
    '0',
    'null',
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    '../..',
    "' OR 1=1--",
    '%00',
    '\r\nx: y',
    '${jndi:ldap://x}',
    '{{7*7}}',
    'a'.repeat(5000),
    [],
    {},
    [[[]]],
    { $ref: '#' },
    { toString: 1 },
    { length: -1 },
  ),
  anything,
);

function changedAt(json: Json, [step = 0, ...path]: readonly number[], stray: Json): Json {
  if (Array.isArray(json) && json.length > 0) {
    const at = step % json.length;
    return json.map((item: Json, index) => (index === at ? changedAt(item, path, stray) : item));
  }
  if (isJsonObject(json) && Object.keys(json).length > 0) {
    const names = Object.keys(json);
    const name = names[step % names.length] ?? '';
    const { [name]: member = null, ...rest } = json;
    if (step % 7 === 0) return rest;
    if (step % 7 === 1) return { ...json, [`${name}x`]: stray };
    return { ...rest, [name]: changedAt(member, path, stray) };
  }
  return stray;
}
