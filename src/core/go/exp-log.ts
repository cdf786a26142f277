import { float64Bits, float64FromBits } from './float-bits.ts';
import { multiplyAdd } from './fused.ts';

const LN2_UPPER = 0.693147180559663;
const LN2_LOWER = 2.8235290563031577e-13;
/** 1/9! … 1/3!, highest first, 1/2!, 1/1!: the Taylor series of (e^x − 1)/x without its highest term. */
const TAYLOR = [
  0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5, 1,
];
const TAYLOR_TOP = 2.48015873015873e-5;

/**
 * e to the `x` to the bit as Go computes it on amd64 with fused multiply-add, which is how the original runs in clusters.
 * For `pow` only: |x| at most half the logarithm of the largest number.
 *
 * The method (N. Shibata, "Efficient evaluation methods of elementary functions suitable for SIMD computation"): take whole powers
 * of two out of e^x, divide the rest by 16, sum the series of e^r − 1, and undo the division with e^2r − 1 = (e^r − 1)(e^r − 1 + 2), four times.
 */
export function exp(x: number): number {
  const power = roundToEven(x * Math.LOG2E);
  const upper = multiplyAdd(-power, LN2_UPPER, x);
  const rest = multiplyAdd(-power, LN2_LOWER, upper) * 0.0625;
  const series = TAYLOR.reduce((sum, term) => multiplyAdd(sum, rest, term), TAYLOR_TOP);
  let lessOne = rest * series;
  for (let doubling = 0; doubling < 3; doubling += 1) lessOne *= lessOne + 2;
  return multiplyAdd(lessOne, lessOne + 2, 1) * 2 ** power;
}

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SQRT_HALF = Math.SQRT1_2;
const ODD_TERMS = [0.14798198605116586, 0.1818357216161805, 0.2857142874366239, 0.6666666666666735];
const EVEN_TERMS = [0.15313837699209373, 0.22222198432149784, 0.3999999999940942];

/**
 * The natural logarithm of a positive finite number, to the bit as Go computes it on amd64: also for subnormal numbers, where that is coarse.
 *
 * The method (FreeBSD's e_log.c): x = 2^k (1 + f) with 1 + f around 1, s = f/(2 + f), and a polynomial in s² for the rest.
 */
export function log(x: number): number {
  const { fraction, exponent } = halves(x);
  const isLow = fraction <= SQRT_HALF;
  const f = (isLow ? fraction * 2 : fraction) - 1;
  const k = isLow ? exponent - 1 : exponent;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const horner = (sum: number, term: number): number => sum * s4 + term;
  const tail = s2 * ODD_TERMS.reduce(horner) + s4 * EVEN_TERMS.reduce(horner);
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + tail) + k * LN2_LOW) - f);
}

/** Takes the exponent's bits as they are, so that a subnormal number is not normalised; neither does Go's assembly. */
function halves(x: number): { fraction: number; exponent: number } {
  const bits = float64Bits(x);
  const fraction = float64FromBits((bits & 0xfffffffffffffn) | 0x3fe0000000000000n);
  return { fraction, exponent: Number(bits >> 52n) - 1022 };
}

function roundToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  return rest < 0.5 ? below : below + 1;
}
