import { describe, expect, it } from 'vitest';
import { parseFloat64 } from '../../../src/core/go/parse-float.ts';

/** Facts from Go 1.26's strconv.ParseFloat(text, 64). */
const NUMBERS: readonly (readonly [text: string, value: number])[] = [
  ['1', 1],
  ['+1', 1],
  ['.5', 0.5],
  ['5.', 5],
  ['1.e5', 100000],
  ['1e-3', 0.001],
  ['01', 1],
  ['-0', -0],
  ['1_0', 10],
  ['0_1', 1],
  ['1_0.5', 10.5],
  ['1.5_5', 1.55],
  ['1e5_0', 1e50],
  ['9007199254740993', 9007199254740992],
  ['1e-400', 0],
  ['0e99999999999999', 0],
  ['1e-99999999999999', 0],
  ['2.4703282292062327208e-324', 0],
  ['2.4703282292062328e-324', 5e-324],
  ['inf', Infinity],
  ['+INF', Infinity],
  ['-infinity', -Infinity],
  ['nan', Number.NaN],
  ['NaN', Number.NaN],
  ['0x1p4', 16],
  ['-0x1p4', -16],
  ['0x1_0p4', 256],
  ['0x_1p4', 16],
  ['0X1P-2', 0.25],
  ['0x1.8p1', 3],
  ['0x.8p0', 0.5],
  ['0x1.p0', 1],
  ['0x1P+1_0', 1024],
  ['0x0p99999', 0],
  ['0x1p-1074', 5e-324],
  ['0x1p-1075', 0],
  ['0x1.8p-1074', 1e-323],
  ['0x1.00000000000008p0', 1],
  ['0x1.000000000000081p0', 1.0000000000000002],
  ['0x1.00000000000018p0', 1.0000000000000004],
];

const INVALID =
  '|.|+|-|--1| 1|1 |1f|x|1.2.3|1e|1e+|1e5e5|１|é|_1|1_|1__0|0_|1._5|1_e5|1e_5|0x1_p1|0x10|0x1p|0x1.|0xp1|0b1|0o7|infin|infinityx|+nan|-nan'.split(
    '|',
  );

const TOO_LARGE = [
  '1e400',
  '-1e400',
  '1e99999999999999999999',
  '0x1p1024',
  '0x1.fffffffffffff8p1023',
  '0x1p99999999999',
];

describe('floats as Go reads them', () => {
  it.each(NUMBERS)('%j is %d', (text, value) => {
    expect(parseFloat64(text)).toEqual({ ok: true, value });
  });

  it.each(INVALID)('%j is no number', (text) => {
    const error = `strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`;
    expect(parseFloat64(text)).toEqual({ ok: false, reason: 'invalid syntax', error });
  });

  it.each(TOO_LARGE)('%s is out of range', (text) => {
    const error = `strconv.ParseFloat: parsing "${text}": value out of range`;
    expect(parseFloat64(text)).toEqual({ ok: false, reason: 'value out of range', error });
  });

  it('a long text that is no number is refused at once', () => {
    expect(parseFloat64(`${'1'.repeat(200_000)}x`).ok).toBe(false);
    expect(parseFloat64(`0x${'1'.repeat(200_000)}`).ok).toBe(false);
  });
});
