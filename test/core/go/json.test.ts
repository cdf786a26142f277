import { describe, expect, it } from 'vitest';
import { type MarshalOptions, marshalJson, unmarshalJson } from '../../../src/core/go/json.ts';
import { JsonError } from '../../../src/core/go/json-error.ts';
import type { Marshalable } from '../../../src/core/go/json-form.ts';
import { readJson } from '../../../src/core/go/json-reader.ts';
import { GoMonth } from '../../../src/core/go/time/calendar-name.ts';
import { GoDuration } from '../../../src/core/go/time/go-duration.ts';
import { GoTime } from '../../../src/core/go/time/go-time.ts';
import { UTC } from '../../../src/core/go/time/location.ts';
import {
  AnyMap,
  Int,
  IntList,
  NamedMap,
  NamedText,
  NIL_FLOATS,
  NIL_LIST,
  Pair,
  Place,
  Pointer,
  StringList,
  Struct,
  TypedList,
} from '../../../src/core/value.ts';

/** Facts from Go 1.26's json.Marshal. */
const PRINTED: readonly { value: Marshalable; json: string; options?: MarshalOptions }[] = [
  { value: null, json: 'null' },
  { value: [true, false], json: '[true,false]' },
  { value: [1, 1e20, 1e21, 1e-6, 1e-7, -0, 5e-324], json: '[1,100000000000000000000,1e+21,0.000001,1e-7,-0,5e-324]' },
  { value: 'a<b>&"\\\u2028\u2029', json: '"a\\u003cb\\u003e\\u0026\\"\\\\\\u2028\\u2029"' },
  { value: '<', json: '"<"', options: { escapeHtml: false } },
  { value: '\0\b\t\n\f\r\x1f\x7f/', json: '"\\u0000\\b\\t\\n\\f\\r\\u001f\x7f/"' },
  { value: 'é😀', json: '"é😀"' },
  { value: 'a\ud800b\udc00', json: '"a\\ufffdb\\ufffd"' },
  { value: { b: 1, a: [], é: {}, '😀': 3, '\uffee': 4 }, json: '{"a":[],"b":1,"é":{},"\uffee":4,"😀":3}' },
  {
    value: { a: [1, { b: 2 }], c: [], d: {} },
    json: '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ],\n  "c": [],\n  "d": {}\n}',
    options: { indent: '  ' },
  },
  { value: new Map([['<', 1n]]), json: '{"\\u003c":1}' },
  { value: 18446744073709551615n, json: '18446744073709551615' },
];

/** The same, for values whose Go type is not to be seen from JSON. */
const TYPED: readonly { what: string; value: Marshalable; json: string }[] = [
  { what: '[]float64', value: new Float64Array([0.97, 1]), json: '[0.97,1]' },
  { what: 'an int', value: new Int('int', 5), json: '5' },
  { what: 'a large int64', value: new Int('int64', 9223372036854775807n), json: '9223372036854775807' },
  { what: '[]int', value: new IntList([1, 2n]), json: '[1,2]' },
  { what: '[]string', value: new StringList(['a']), json: '["a"]' },
  { what: 'bytes', value: new Uint8Array([97, 98]), json: '"YWI="' },
  { what: 'a named map', value: new NamedMap('nrdb.NRDBResult', { b: 1, a: 2 }), json: '{"a":2,"b":1}' },
  {
    what: 'a struct, in the order of its fields',
    value: new Struct(
      'x.S',
      new Map([
        ['B', 1],
        ['A', 2],
      ]),
    ),
    json: '{"B":1,"A":2}',
  },
  { what: 'a pointer', value: new Pointer('*string', 'x'), json: '"x"' },
  { what: 'a nil pointer', value: new Pointer('*string', undefined), json: 'null' },
  { what: 'a named string', value: new NamedText('types.StatusCode', 'Complete'), json: '"Complete"' },
  { what: 'a pair', value: new Pair('a', 1), json: '["a",1]' },
  { what: 'a list of structs that was never made', value: new TypedList('[]x.S', [], true), json: 'null' },
  { what: 'a list that was never made', value: NIL_LIST, json: 'null' },
  { what: 'floats that were never made', value: NIL_FLOATS, json: 'null' },
  { what: 'a time', value: new GoTime(1_500_000_000n, UTC), json: '"1970-01-01T00:00:01.5Z"' },
  { what: 'a duration', value: new GoDuration(1_000n), json: '1000' },
  { what: 'a month', value: new GoMonth(8), json: '8' },
  { what: 'a place', value: new Place(UTC), json: '{}' },
];

/** Facts from Go 1.26's json.Unmarshal into an `any`. */
const UNREADABLE: readonly (readonly [text: string, error: string])[] = [
  ['', 'unexpected end of JSON input'],
  ['   ', 'unexpected end of JSON input'],
  ['[1,2', 'unexpected end of JSON input'],
  ['{"a":', 'unexpected end of JSON input'],
  ['"a', 'unexpected end of JSON input'],
  ['nope', "invalid character 'o' in literal null (expecting 'u')"],
  ['nul', "invalid character ' ' in literal null (expecting 'l')"],
  ['trux', "invalid character 'x' in literal true (expecting 'e')"],
  ['{a}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1]', "invalid character ']' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['1 2', "invalid character '2' after top-level value"],
  ['01', "invalid character '1' after top-level value"],
  ['-', "invalid character ' ' in numeric literal"],
  ['1.', "invalid character ' ' after decimal point in numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ['1e+', "invalid character ' ' in exponent of numeric literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['"\n"', "invalid character '\\n' in string literal"],
  ["'", "invalid character '\\'' looking for beginning of value"],
  ['1"', "invalid character '\"' after top-level value"],
  ['<html>', "invalid character '<' looking for beginning of value"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
  ['\ufeff1', "invalid character 'ï' looking for beginning of value"],
  ['😀', "invalid character 'ð' looking for beginning of value"],
  ['\0', "invalid character '\\x00' looking for beginning of value"],
  ['NaN', "invalid character 'N' looking for beginning of value"],
  ['1e999', 'json: cannot unmarshal number 1e999 into Go value of type float64'],
  ['{"a":[1,-1e400,1e999]}', 'json: cannot unmarshal number -1e400 into Go value of type float64'],
  ['[1e999,x]', "invalid character 'x' looking for beginning of value"],
  [`${'1'.repeat(250)}e99`, `json: cannot unmarshal number ${'1'.repeat(250)}e99 into Go value of type float64`],
];

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

describe('JSON as Go prints it', () => {
  it.each(PRINTED)('a value is printed as $json', ({ value, json, options }) => {
    expect(marshalJson(value, options)).toBe(json);
  });

  it.each(TYPED)('$what is $json', ({ value, json }) => {
    expect(marshalJson(value)).toBe(json);
  });

  it.each<{ what: string; value: Marshalable; error: string }>([
    { what: 'no number', value: Number.NaN, error: 'json: unsupported value: NaN' },
    { what: 'infinity', value: Infinity, error: 'json: unsupported value: +Inf' },
    { what: 'an infinity inside', value: [1, { a: -Infinity }], error: 'json: unsupported value: -Inf' },
    {
      what: 'a map with keys of any type',
      value: new AnyMap('map[interface {}]interface {}', new Map()),
      error: 'json: unsupported type: map[interface {}]interface {}',
    },
    {
      what: 'a time after year 9999',
      value: new GoTime(300_000_000_000n * 1_000_000_000n, UTC),
      error: 'json: error calling MarshalJSON for type time.Time: Time.MarshalJSON: year outside of range [0,9999]',
    },
  ])('$what has no JSON: $error', ({ value, error }) => {
    expect(() => marshalJson(value)).toThrow(new JsonError(error));
  });
});

describe('JSON as Go reads it', () => {
  it.each(UNREADABLE)('%j is refused: %s', (text, error) => {
    expect(() => unmarshalJson(text)).toThrow(new JsonError(error));
  });

  it.each([
    [' {"a": [1, -2.5e3, "x\\n\\u00e9\\/", null, true, false]} \n', { a: [1, -2500, 'x\né/', null, true, false] }],
    ['{"a":1,"a":2}', { a: 2 }],
    ['"\\ud83d\\ude00"', '😀'],
    ['"\\ud800"', '\ufffd'],
    ['"\\ud800\\ud83d\\ude00"', '\ufffd😀'],
    ['"\\ude00\\ud83d"', '\ufffd\ufffd'],
    ['"a\ud800b"', 'a\ufffdb'],
    ['-0', -0],
    ['1e100', 1e100],
    ['1e-400', 0],
    ['1'.repeat(308), Number('1'.repeat(308))],
  ])('%s is %j, by the quick way and by the strict one', (text, value) => {
    expect(unmarshalJson(text)).toEqual(value);
    expect(readJson(text)).toEqual(value);
  });

  it.each(['{"__proto__": {"x": 1}}', '{"__proto__": {"x": 1}, "y": 1e100}'])('%s has __proto__ as a key', (text) => {
    const value = unmarshalJson(text);
    expect(Object.keys(value ?? {})).toContain('__proto__');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('lists may nest 10,000 deep and no deeper', () => {
    expect(marshalJson(unmarshalJson(nested(10_000)))).toBe(nested(10_000));
    expect(() => unmarshalJson(nested(10_001))).toThrow(new JsonError("invalid character '[' exceeded max depth"));
  });
});
