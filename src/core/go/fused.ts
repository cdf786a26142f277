import { float64Bits, float64FromBits } from './float-bits.ts';

const SPLITTER = 2 ** 27 + 1;

/**
 * `a * b + c` with one rounding, the fused multiply-add of the processors Go runs on, which JavaScript lacks.
 * For ordinary magnitudes: neither the product nor its error may overflow or fall below the normal numbers.
 *
 * Product and sum are kept exactly as pairs (Dekker, Knuth); the lower part is rounded to odd, which makes the last
 * addition round as if everything had been exact (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums").
 */
export function multiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const productError = multiplicationError(a, b, product);
  const low = c + productError;
  const lowError = additionError(c, productError, low);
  const high = product + low;
  const highError = additionError(product, low, high);
  return high + addToOdd(highError, lowError);
}

/** What `product` lost of `a * b`. */
function multiplicationError(a: number, b: number, product: number): number {
  const [aHigh, aLow] = split(a);
  const [bHigh, bLow] = split(b);
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function split(x: number): [high: number, low: number] {
  const scaled = SPLITTER * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}

/** What `sum` lost of `a + b`. */
function additionError(a: number, b: number, sum: number): number {
  const bPart = sum - a;
  return a - (sum - bPart) + (b - bPart);
}

/** `a + b`; where that is inexact, of its two neighbours the one whose last bit is set. */
function addToOdd(a: number, b: number): number {
  const sum = a + b;
  const error = additionError(a, b, sum);
  const bits = float64Bits(sum);
  if (error === 0 || (bits & 1n) === 1n) return sum;
  // Away from zero when the exact sum lies further out than the rounded one.
  return float64FromBits(error > 0 === sum > 0 ? bits + 1n : bits - 1n);
}
