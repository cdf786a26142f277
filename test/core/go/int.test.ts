import { describe, expect, it } from 'vitest';
import { parseInt64, truncateToInt64, wrapInt64, wrapUint64 } from '../../../src/core/go/int.ts';

describe('integers as Go reads them', () => {
  it.each([
    ['1', 1n],
    ['-1', -1n],
    ['+1', 1n],
    ['-0', 0n],
    ['00012', 12n],
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775808', -9223372036854775808n],
  ])('%s is %s', (text, value) => {
    expect(parseInt64(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'invalid syntax'],
    ['+', 'invalid syntax'],
    ['1.1', 'invalid syntax'],
    ['1_0', 'invalid syntax'],
    ['0x1', 'invalid syntax'],
    [' 1', 'invalid syntax'],
    ['1 ', 'invalid syntax'],
    ['1\n', 'invalid syntax'],
    ['１', 'invalid syntax'],
    ['a"b', 'invalid syntax'],
    ['9223372036854775808', 'value out of range'],
    ['-9223372036854775809', 'value out of range'],
    ['99999999999999999999x', 'value out of range'],
    ['9'.repeat(100_000), 'value out of range'],
  ] as const)('%j is refused: %s', (text, reason) => {
    const why = `parsing ${JSON.stringify(text)}: ${reason}`;
    expect(parseInt64(text)).toEqual({ ok: false, reason, error: `strconv.ParseInt: ${why}` });
    expect(parseInt64(text, 'Atoi')).toEqual({ ok: false, reason, error: `strconv.Atoi: ${why}` });
  });
});

describe('integers as Go keeps them', () => {
  it('sums beyond 64 bits wrap', () => {
    expect(wrapInt64(9223372036854775807n + 1n)).toBe(-9223372036854775808n);
    expect(wrapUint64(-1n)).toBe(18446744073709551615n);
  });

  it.each([
    [1.9, 1n],
    [-1.9, -1n],
    [-0, 0n],
    [9223372036854774784, 9223372036854774784n],
    [-9223372036854775808, -9223372036854775808n],
    [9223372036854775808, -9223372036854775808n],
    [1e300, -9223372036854775808n],
    [Infinity, -9223372036854775808n],
    [Number.NaN, -9223372036854775808n],
  ])('the float %d is cut to %s', (f, value) => {
    expect(truncateToInt64(f)).toBe(value);
  });
});
