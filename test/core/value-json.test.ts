import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import {
  Int,
  IntList,
  NamedMap,
  NIL_FLOATS,
  NIL_LIST,
  PairList,
  Pointer,
  StringList,
  type Value,
} from '../../src/core/value.ts';
import { decodeValue, encodeValue } from '../../src/core/value-json.ts';

/** Through a file and back. */
function saved(value: Value): Value {
  return decodeValue(JSON.parse(JSON.stringify(encodeValue(value))) as Json);
}

describe('a value as JSON', () => {
  it.each<[string, Value, Json]>([
    ['nil', null, null],
    ['a number', 0.5, 0.5],
    ['NaN', Number.NaN, { $float: 'NaN' }],
    ['an infinity', -Infinity, { $float: '-Inf' }],
    ['negative zero', -0, { $float: '-0' }],
    ['samples', Float64Array.of(1, Number.NaN, -0), { $floats: [1, 'NaN', '-0'] }],
    ['a nested list', [1, [Infinity, 'a']], [1, [{ $float: '+Inf' }, 'a']]],
    ['an object that looks like the notation', { $float: 'NaN' }, { $object: [['$float', 'NaN']] }],
    ['an object with such a key among others', { $a: 1, b: 2 }, { $a: 1, b: 2 }],
    ['an int', new Int('int', 5), { $int: 5 }],
    ['a large uint64', new Int('uint64', 18446744073709551615n), { $uint64: '18446744073709551615' }],
    ['ints', new IntList([1, 9007199254740993n]), { $ints: [1, '9007199254740993'] }],
    ['strings', new StringList(['a']), { $strings: ['a'] }],
    ['bytes', Uint8Array.of(97, 255), { $bytes: 'Yf8=' }],
    ['a record of New Relic', new NamedMap('nrdb.NRDBResult', { count: 5 }), { $nrdb: { count: 5 } }],
    ['another named map', new NamedMap('x.Y', { a: null }), { $named: { type: 'x.Y', entries: { a: null } } }],
    ['a pointer', new Pointer('*float64', 1), { $ptr: 1 }],
  ])('keeps %s', (_, value, json) => {
    expect(encodeValue(value)).toEqual(json);
    expect(saved(value)).toEqual(value);
  });

  it('keeps lists that were never made', () => {
    expect(saved(NIL_LIST)).toBe(NIL_LIST);
    expect(saved(NIL_FLOATS)).toBe(NIL_FLOATS);
  });

  it('keeps a key that JavaScript gives a meaning to', () => {
    const value = JSON.parse('{"__proto__": 1, "constructor": 2}') as Value;
    expect(Object.entries(saved(value) as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  it('keeps a time with its offset', () => {
    const json = { $time: '2023-08-14T02:00:00.25+02:00' };
    expect(encodeValue(decodeValue(json))).toEqual(json);
  });

  it('keeps whatever JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(saved(value as Value)).toEqual(value);
      }),
    );
  });

  it('refuses what only the condition language makes', () => {
    expect(() => encodeValue(new PairList([]))).toThrow('a [][2]interface {} cannot be written as JSON');
  });

  it.each<[string, Json]>([
    ['an unknown mark', { $nonsense: 1 }],
    ['floats that are no list', { $floats: 1 }],
    ['bytes that are no text', { $bytes: 1 }],
    ['a named map without a type', { $named: 1 }],
  ])('refuses %s', (_, json) => {
    expect(() => decodeValue(json)).toThrow(expect.objectContaining({ code: 'STATE_INVALID' }));
  });
});
