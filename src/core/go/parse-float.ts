import { float64FromBits } from './float-bits.ts';
import { type NumberRead, refuseNumber } from './number-error.ts';

const DECIMAL = /^[+-]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[+-]?\d[\d_]*)?$/i;
const HEX = /^([+-]?)0x([\da-f]*)(?:\.([\da-f]*))?p([+-]?\d+)$/i;
const INFINITE = /^([+-]?)inf(inity)?$/i;
/** An underscore that does not stand between two digits; the prefix `0x` counts as a digit. */
const STRAY_UNDERSCORE = /(?<![\da-fx])_|_(?![\da-f])/i;
const STRAY_UNDERSCORE_DECIMAL = /(?<!\d)_|_(?!\d)/;

/**
 * Reads a float64 as Go does: decimals (`1`, `.5`, `5.`, `1e-3`), hexadecimals with their exponent (`0x1.8p1`), `_` between digits,
 * `inf`, `infinity` and `nan` in any case (`nan` without a sign). Blanks are not allowed. What is too small is 0.
 *
 * @returns the number, or Go's text: `strconv.ParseFloat: parsing "x": invalid syntax`, `… value out of range`
 * @see https://pkg.go.dev/strconv#ParseFloat with 64 bits
 */
export function parseFloat64(text: string): NumberRead<number> {
  const value = readDecimal(text) ?? readHex(text) ?? readSpecial(text);
  if (value === undefined) return refuseNumber('ParseFloat', text, 'invalid syntax');
  if (value === 'overflow') return refuseNumber('ParseFloat', text, 'value out of range');
  return { ok: true, value };
}

function readDecimal(text: string): number | 'overflow' | undefined {
  if (!DECIMAL.test(text) || STRAY_UNDERSCORE_DECIMAL.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : 'overflow';
}

function readSpecial(text: string): number | undefined {
  if (text.toLowerCase() === 'nan') return Number.NaN;
  const infinite = INFINITE.exec(text);
  if (infinite === null) return undefined;
  return infinite[1] === '-' ? -Infinity : Infinity;
}

function readHex(text: string): number | 'overflow' | undefined {
  if (STRAY_UNDERSCORE.test(text)) return undefined;
  const match = HEX.exec(text.replaceAll('_', ''));
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = ''] = match;
  if (whole + fraction === '') return undefined;
  const mantissa = BigInt(`0x${whole}${fraction}`);
  const magnitude = scale(mantissa, Number(exponent) - 4 * fraction.length);
  if (magnitude === Infinity) return 'overflow';
  return sign === '-' ? -magnitude : magnitude;
}

/** `mantissa` times two to the `exponent` as the nearest float64, ties to even. */
function scale(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const length = mantissa.toString(2).length;
  const top = length + exponent;
  if (top > 1024) return Infinity;
  if (top < -1074) return 0;
  // The unit of the last place kept: 53 bits below the top, but never finer than the smallest subnormal.
  const unit = Math.max(top - 53, -1074);
  const kept = roundToEven(mantissa, unit - exponent);
  // Adding the kept bits onto the exponent's bits lets a carry move into the exponent, as far as infinity.
  const biased = BigInt(unit + 1074);
  const hasHiddenBit = top - 53 >= -1074;
  const pattern = hasHiddenBit ? kept + (biased << 52n) : kept;
  return float64FromBits(pattern);
}

/** `value` over two to the `shift`, rounded to a whole number, ties to even. */
function roundToEven(value: bigint, shift: number): bigint {
  if (shift <= 0) return value << BigInt(-shift);
  const whole = value >> BigInt(shift);
  const rest = value - (whole << BigInt(shift));
  const half = 1n << BigInt(shift - 1);
  const isUp = rest > half || (rest === half && (whole & 1n) === 1n);
  return isUp ? whole + 1n : whole;
}
