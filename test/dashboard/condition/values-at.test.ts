import { describe, expect, it } from 'vitest';
import type { Explained, Json } from '../../../src/dashboard/api/wire.ts';
import { explainedAt } from '../../../src/dashboard/condition/values-at.ts';

const RATE: Explained = {
  text: 'result.rate < 0.5',
  value: 'false',
  parts: [{ text: 'result.rate', value: '0.7', parts: [{ text: 'result', value: '{rate: 0.7}' }] }],
};
const COUNT: Explained = { text: 'result.n > 0', parts: [{ text: 'result.n' }] };
const BOTH: Explained = { text: 'result.rate < 0.5 && result.n > 0', value: 'false', parts: [RATE, COUNT] };
const EITHER: Explained = { text: 'result.rate < 0.5 || result.n > 0', value: 'false', parts: [RATE, COUNT] };
const COMPUTED: Explained = { text: 'len(result) > 0', value: 'true', parts: [{ text: 'len(result)', value: '1' }] };

function valueAt(explained: Explained, value: Json): string | undefined {
  return explainedAt(explained, value).value;
}

describe('a condition at another measurement', () => {
  it('has the values that its paths have there', () => {
    expect(explainedAt(RATE, { rate: 0.2 })).toEqual({
      text: 'result.rate < 0.5',
      value: 'true',
      parts: [{ text: 'result.rate', value: '0.2', parts: [{ text: 'result', value: '{"rate":0.2}', parts: [] }] }],
    });
  });

  it.each<[given: string, explained: Explained, value: Json, then: string | undefined]>([
    ['both hold', BOTH, { rate: 0.1, n: 3 }, 'true'],
    ['the left one does not hold', BOTH, { rate: 0.9, n: 3 }, 'false'],
    ['the left one does not hold and the right one is not known', BOTH, { rate: 0.9 }, 'false'],
    ['the right one does not hold', BOTH, { rate: 0.1, n: 0 }, 'false'],
    ['the right one is not known', BOTH, { rate: 0.1 }, undefined],
    ['the left one is not known', BOTH, { n: 3 }, undefined],
    ['either: the left one holds', EITHER, { rate: 0.1 }, 'true'],
    ['either: only the right one holds', EITHER, { rate: 0.9, n: 1 }, 'true'],
    ['either: none holds', EITHER, { rate: 0.9, n: 0 }, 'false'],
    ['a function is asked', COMPUTED, [1, 2], undefined],
    ['the value is no number', RATE, { rate: '0.1' }, undefined],
  ])('%s: %#', (_, explained, value, then) => {
    expect(valueAt(explained, value)).toBe(then);
  });

  it.each<[path: string, value: Json, then: string | undefined]>([
    ['result', 4, '4'],
    ['result', null, 'nil'],
    ['result', 'ok', '"ok"'],
    ['result[1]', { $floats: [1, 2.5] }, '2.5'],
    ['result', { $int: 7 }, '7'],
    ['result', { $float: 'NaN' }, undefined],
    ['result["p95"].ms', { p95: { ms: 12 } }, '12'],
    ['result[0].value', [{ value: { $int64: '12' } }], '12'],
    ['result.constructor', {}, undefined],
    ['result[9]', [1], undefined],
    ['result.a', [1], undefined],
    ['result', 'x'.repeat(100), `"${'x'.repeat(78)}…`],
  ])('%s of %j is %s', (text, value, then) => {
    expect(valueAt({ text }, value)).toBe(then);
  });
});
