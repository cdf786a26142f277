import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { applyMergePatch, mergePatch } from '../../src/core/merge-patch.ts';

describe('a merge patch', () => {
  it.each<{ from: JsonObject; to: JsonObject; patch: JsonObject }>([
    { from: { a: 1, b: { c: [1], d: 2 } }, to: { b: { d: 2, c: [1] }, a: 1 }, patch: {} },
    { from: { a: 1 }, to: { a: 2, b: 3 }, patch: { a: 2, b: 3 } },
    { from: { a: { b: 1, c: 2 } }, to: { a: { c: 3 } }, patch: { a: { b: null, c: 3 } } },
    { from: { a: [1, 2] }, to: { a: [1] }, patch: { a: [1] } },
    { from: { a: { b: 1 } }, to: { a: [] }, patch: { a: [] } },
    { from: { a: 'x' }, to: { a: { b: 1 } }, patch: { a: { b: 1 } } },
  ])('from $from to $to is $patch', ({ from, to, patch }) => {
    expect(mergePatch(from, to)).toEqual(patch);
  });

  it('makes of any object any other that holds no null, which no patch can say', () => {
    const object = fc
      .dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 3 }))
      .map((json) => withoutNulls(json) as JsonObject);
    fc.assert(
      fc.property(object, object, (from, to) => {
        expect(applyMergePatch(from, mergePatch(from, to))).toEqual(to);
      }),
      { numRuns: 300 },
    );
  });
});

function withoutNulls(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json, (_, value: unknown) => (value === null ? 'null' : value)));
}
