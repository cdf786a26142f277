import { type NumberRead, refuseNumber } from './number-error.ts';

const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;
const MAX_UNSIGNED = 2n ** 64n - 1n;

/**
 * Reads a decimal int64: an optional sign and ASCII digits, nothing else.
 *
 * @param reader  whose name the error carries: Go's `strconv.Atoi` and `strconv.ParseInt` read the same numbers
 * @returns       the number, or Go's text: `strconv.ParseInt: parsing "1.1": invalid syntax`, `… value out of range`
 * @see https://pkg.go.dev/strconv#ParseInt with base 10
 */
export function parseInt64(text: string, reader: 'ParseInt' | 'Atoi' = 'ParseInt'): NumberRead<bigint> {
  const [start, sign, digits] = /^([+-]?)0*(\d*)/.exec(text) ?? [''];
  const isWhole = start.length === text.length && /\d$/.test(text);
  const magnitude = magnitudeOf(digits ?? '');
  // Go reads from the left and stops at the first trouble: too many digits come before a bad character behind them.
  if (magnitude > MAX_UNSIGNED) return refuseNumber(reader, text, 'value out of range');
  if (!isWhole) return refuseNumber(reader, text, 'invalid syntax');
  const value = sign === '-' ? -magnitude : magnitude;
  if (value < MIN || value > MAX) return refuseNumber(reader, text, 'value out of range');
  return { ok: true, value };
}

/** The number that digits without leading zeros say; a text that is surely too long is not read, whatever its length. */
function magnitudeOf(digits: string): bigint {
  return digits.length > 20 ? MAX_UNSIGNED + 1n : BigInt(digits);
}

/** Wraps a whole number to 64 bits with a sign, as int and int64 arithmetic does. */
export function wrapInt64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** Wraps a whole number to 64 bits without a sign. */
export function wrapUint64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

/**
 * Cuts a float64 to an int64, towards zero. NaN, the infinities and what does not fit give -2^63, as Go does on amd64.
 */
export function truncateToInt64(f: number): bigint {
  const isInside = f >= -9223372036854775808 && f < 9223372036854775808;
  return isInside ? BigInt(Math.trunc(f)) : MIN;
}
