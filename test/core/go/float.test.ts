import { describe, expect, it } from 'vitest';
import { formatFixed, formatGeneral, formatJsonFloat, formatShortest } from '../../../src/core/go/float.ts';

/** Facts from Go 1.26: strconv.FormatFloat(f, 'f', -1, 64), fmt.Sprint(f), json.Marshal(f). */
const FORMATS: readonly (readonly [f: number, shortest: string, general: string, json: string | undefined])[] = [
  [0, '0', '0', '0'],
  [-0, '-0', '-0', '-0'],
  [1, '1', '1', '1'],
  [-1, '-1', '-1', '-1'],
  [0.97, '0.97', '0.97', '0.97'],
  [100000, '100000', '100000', '100000'],
  [123456, '123456', '123456', '123456'],
  [999999, '999999', '999999', '999999'],
  [1000000, '1000000', '1e+06', '1000000'],
  [1234567, '1234567', '1.234567e+06', '1234567'],
  [100000000000000000000, '100000000000000000000', '1e+20', '100000000000000000000'],
  [1e21, '1000000000000000000000', '1e+21', '1e+21'],
  [1.2345678901234569e23, '123456789012345690000000', '1.2345678901234569e+23', '1.2345678901234569e+23'],
  [0.0001, '0.0001', '0.0001', '0.0001'],
  [0.00001, '0.00001', '1e-05', '0.00001'],
  [0.00033, '0.00033', '0.00033', '0.00033'],
  [0.000001, '0.000001', '1e-06', '0.000001'],
  [1e-7, '0.0000001', '1e-07', '1e-7'],
  [0.0000015, '0.0000015', '1.5e-06', '0.0000015'],
  [0.1, '0.1', '0.1', '0.1'],
  [2.5, '2.5', '2.5', '2.5'],
  [12345.678, '12345.678', '12345.678', '12345.678'],
  [Infinity, '+Inf', '+Inf', undefined],
  [-Infinity, '-Inf', '-Inf', undefined],
  [Number.NaN, 'NaN', 'NaN', undefined],
  [-1.5e-9, '-0.0000000015', '-1.5e-09', '-1.5e-9'],
  [-123456789, '-123456789', '-1.23456789e+08', '-123456789'],
];

/** Facts from Go 1.26: strconv.FormatFloat(f, 'f', digits, 64). */
const FIXED: readonly (readonly [f: number, digits: number, text: string])[] = [
  [0.125, 2, '0.12'],
  [0.375, 2, '0.38'],
  [0.5, 0, '0'],
  [1.5, 0, '2'],
  [2.5, 0, '2'],
  [1.005, 2, '1.00'],
  [10, 2, '10.00'],
  [0, 6, '0.000000'],
  [-0, 2, '-0.00'],
  [-0.001, 2, '-0.00'],
  [1e21, 2, '1000000000000000000000.00'],
  [123456789.98765433, 6, '123456789.987654'],
  [0.1, 20, '0.10000000000000000555'],
  [5e-324, 2, '0.00'],
  [
    1.7976931348623157e308,
    0,
    '179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953514382464234321326889464182768467546703537516986049910576551282076245490090389328944075868508455133942304583236903222948165808559332123348274797826204144723168738177180919299881250404026184124858368',
  ],
  [99.995, 2, '100.00'],
  [-2.675, 2, '-2.67'],
  [Infinity, 2, '+Inf'],
  [Number.NaN, 2, 'NaN'],
  [0.9999, 3, '1.000'],
  [1e-7, 6, '0.000000'],
];

describe('floats as Go writes them', () => {
  it.each(FORMATS)('%d is %s without an exponent, %s in general and %s in JSON', (f, shortest, general, json) => {
    expect(formatShortest(f)).toBe(shortest);
    expect(formatGeneral(f)).toBe(general);
    if (json !== undefined) expect(formatJsonFloat(f)).toBe(json);
  });

  it.each(FIXED)('%d with %d digits is %s', (f, digits, text) => {
    expect(formatFixed(f, digits)).toBe(text);
  });

  it('the smallest and the largest number are written out in full', () => {
    expect(formatShortest(5e-324)).toBe(`0.${'0'.repeat(323)}5`);
    expect(formatShortest(Number.MAX_VALUE)).toBe(`17976931348623157${'0'.repeat(292)}`);
  });
});
