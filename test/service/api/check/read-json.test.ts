import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from '../../../../src/service/api/check/read-json.ts';

it('reads JSON as JSON.parse does, whatever it is', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), fc.boolean(), (text, isLenient) => {
      const value: unknown = JSON.parse(text);
      if (text.includes('__proto__')) return;
      expect(readJson(Buffer.from(text), { isLenient })).toEqual(value);
    }),
    { numRuns: 500, seed: 3 },
  );
});

it.each([
  ['{"a":{"b":[1,{"c":1,"c":2}]}}', '/a/b/1/c', 1, 21],
  ['{"x":"}{\\"","x":1}', '/x', 1, 13],
  ['{\n  "a" : 1,\n  "\\u0061" :2}', '/a', 3, 3],
  ['{"a~/b":1,"a~/b":2}', '/a~0~1b', 1, 11],
])('in %j tells the name that stands twice, with its place', (text, pointer, line, column) => {
  expect(() => readJson(Buffer.from(text))).toThrow(
    expect.objectContaining({ details: { problems: [expect.objectContaining({ pointer, line, column })] } }),
  );
  expect(readJson(Buffer.from(text), { isLenient: true })).toEqual(JSON.parse(text));
});

it.each(['{"a":"b:c"}', '{"a":["x","x"],"b":{"a":1}}', '[{"a":1},{"a":1}]', '"a"', '{"":""}'])('takes %s', (text) => {
  expect(readJson(Buffer.from(text))).toEqual(JSON.parse(text));
});
