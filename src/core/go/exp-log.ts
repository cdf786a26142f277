import { float64Bits, float64FromBits } from './float-bits.ts';
import { multiplyAdd } from './fused.ts';

const LOG2_E = 1.442695040888963407;
const LN2_UPPER = 0.69314718055966295651160180568695068359375;
const LN2_LOWER = 0.28235290563031577122588448175013436025525412068e-12;
/** 1/9! … 1/3!, highest first, 1/2!, 1/1!: the Taylor series of (e^x − 1)/x without its highest term. */
const TAYLOR = [
  1.984126984126984127e-4, 1.3888888888888888889e-3, 8.3333333333333333333e-3, 4.1666666666666666667e-2,
  1.6666666666666666667e-1, 0.5, 1,
];
const TAYLOR_TOP = 2.4801587301587301587e-5;

/**
 * e to the `x` to the bit as Go computes it on amd64 with fused multiply-add, which is how the original runs in clusters.
 * For `pow` only: |x| at most half the logarithm of the largest number.
 *
 * The method (N. Shibata, "Efficient evaluation methods of elementary functions suitable for SIMD computation"): take whole powers
 * of two out of e^x, divide the rest by 16, sum the series of e^r − 1, and undo the division with e^2r − 1 = (e^r − 1)(e^r − 1 + 2), four times.
 */
export function exp(x: number): number {
  const power = roundToEven(x * LOG2_E);
  const upper = multiplyAdd(-power, LN2_UPPER, x);
  const rest = multiplyAdd(-power, LN2_LOWER, upper) * 0.0625;
  const series = TAYLOR.reduce((sum, term) => multiplyAdd(sum, rest, term), TAYLOR_TOP);
  let lessOne = rest * series;
  for (let doubling = 0; doubling < 3; doubling += 1) lessOne *= lessOne + 2;
  return multiplyAdd(lessOne, lessOne + 2, 1) * 2 ** power;
}

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const SQRT_HALF = Math.SQRT1_2;
const ODD_TERMS = [1.479819860511658591e-1, 1.818357216161805012e-1, 2.857142874366239149e-1, 6.66666666666673513e-1];
const EVEN_TERMS = [1.531383769920937332e-1, 2.222219843214978396e-1, 3.999999999940941908e-1];

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
