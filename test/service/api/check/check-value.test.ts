import fc from 'fast-check';
import { type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/core/json.ts';
import { checkValue } from '../../../../src/service/api/check/check-value.ts';
import { requestShapeOf } from '../../../../src/service/api/check/request-shape.ts';
import {
  ArgumentsSchema,
  LabelsSchema,
  NameSchema,
  NamespaceSchema,
  RunIdSchema,
} from '../../../../src/service/api/schema/names.ts';
import { StartRunSchema } from '../../../../src/service/api/schema/run.ts';
import { madeFromSchema, mutated } from '../fuzz/made-from-schema.ts';

const found = (value: Json, schema: TSchema) => checkValue(value, requestShapeOf(schema));

describe('a value that is checked', () => {
  const thing = Type.Object(
    {
      text: Type.String({ minLength: 1, maxLength: 3 }),
      word: Type.Optional(Type.Enum(['left', 'right'], { type: 'string' })),
      count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      flag: Type.Optional(Type.Boolean()),
      items: Type.Optional(
        Type.Array(Type.Object({ a: Type.String() }, { additionalProperties: false }), { maxItems: 2 }),
      ),
    },
    { additionalProperties: false },
  );

  it.each<[Json, readonly string[]]>([
    [{ text: 'a', word: 'left', count: 9, flag: false, items: [{ a: '' }] }, []],
    [{}, ['/text: "text" is missing; a text is needed']],
    [{ text: '' }, ['/text: /text: is empty']],
    [{ text: 'abcd' }, ['/text: /text: is too long: 4 characters, 3 at most']],
    [{ text: null }, ['/text: /text: expected a text, found nothing']],
    [
      { text: 'a', word: 'lefft' },
      ['/word: /word: expected one of left, right, found the text "lefft"; did you mean "left"?'],
    ],
    [{ text: 'a', word: 1 }, ['/word: /word: expected one of left, right, found the number 1']],
    [{ text: 'a', count: 0 }, ['/count: /count: expected 1 to 9, found 0']],
    [{ text: 'a', count: 1.5 }, ['/count: /count: expected a whole number, found the number 1.5']],
    [{ text: 'a', count: '1' }, ['/count: /count: expected a whole number, found the text "1"']],
    [{ text: 'a', flag: 'true' }, ['/flag: /flag: expected true or false, found the text "true"']],
    [
      { text: 'a', items: [{ a: '' }, { a: 1, b: 2 }] },
      ['/items/1/a: /items/1/a: expected a text, found the number 1', '/items/1/b: unknown member "b"; a are taken'],
    ],
    [{ text: 'a', items: [{}, {}, {}] }, ['/items: /items: has 3 items, 2 are the most']],
    [{ text: 'a', 'a/b~c': 1 }, ['/a~1b~0c: unknown member "a/b~c"; text, word, count, flag, items are taken']],
    [[], [': expected an object, found a list']],
  ])('%j: %j', (value, told) => {
    expect(found(value, thing).map(({ pointer, detail }) => `${pointer}: ${detail}`)).toEqual(told);
  });

  it('is told of no more than a reader can take in', () => {
    expect(found(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`a${i}`, 1])), thing)).toHaveLength(50);
  });
});

// The document is what clients go by: it must not refuse what the service takes. It may take more, which words say better than patterns.
describe.each([
  ['StartRun', StartRunSchema],
  ['labels', LabelsSchema],
  ['args', ArgumentsSchema],
  ['a namespace', NamespaceSchema],
  ['a name', NameSchema],
  ['an id', RunIdSchema],
] as const)('%s', (_name, schema: TSchema) => {
  const document = {};
  const plain = JSON.parse(JSON.stringify(schema)) as Json;
  const validator = Compile(schema);

  it('is taken when it was made as its schema says', () => {
    fc.assert(
      fc.property(madeFromSchema(plain, document), (value) => {
        const told = found(value, schema).map(({ detail }) => detail);
        // Zero and absurd lengths, addresses that are none, and names of labels that are too long fit their patterns.
        expect(
          told.filter(
            (detail) => !/not above 0|time: invalid duration|no URL|a user or a password|no more than 63/.test(detail),
          ),
        ).toEqual([]);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('fits its schema whenever it is taken', () => {
    fc.assert(
      fc.property(mutated(madeFromSchema(plain, document)), (value) => {
        if (found(value, schema).length === 0) expect([value, validator.Check(value)]).toEqual([value, true]);
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
