import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { sameJson } from '../../src/core/same-json.ts';

describe('sameJson', () => {
  it.each<{ a: Json; b: Json; same: boolean }>([
    { a: { a: 1, b: 2 }, b: { b: 2, a: 1 }, same: true },
    { a: [1, 2], b: [2, 1], same: false },
    { a: [], b: {}, same: false },
    { a: [1], b: { 0: 1 }, same: false },
    { a: null, b: {}, same: false },
    { a: { a: null }, b: { b: null }, same: false },
    { a: { toString: 1 }, b: {}, same: false },
    { a: 1, b: '1', same: false },
  ])('of $a and $b is $same', ({ a, b, same }) => {
    expect(sameJson(a, b)).toBe(same);
    expect(sameJson(b, a)).toBe(same);
  });

  it('agrees with a strict deep comparison, whatever the values', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameJson(a, b)).toBe(isDeepStrictEqual(a, b));
        expect(sameJson(a, structuredClone(a))).toBe(true);
      }),
    );
  });

  it('takes a member that is undefined for one that is there', () => {
    expect(sameJson({ a: undefined } as unknown as JsonObject, {})).toBe(false);
  });
});
