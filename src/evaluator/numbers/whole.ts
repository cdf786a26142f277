import { truncateToInt64, wrapInt64 } from '../../core/go/int.ts';

/** An int of 64 bits: a number as long as that is exact (and never -0), otherwise a bigint. */
export type Whole = number | bigint;

const LOW = BigInt(Number.MIN_SAFE_INTEGER);
const HIGH = BigInt(Number.MAX_SAFE_INTEGER);

/** A bigint as `Whole`, wrapped to 64 bits. */
export function wholeOf(value: bigint): Whole {
  if (value >= LOW && value <= HIGH) return Number(value);
  const wrapped = wrapInt64(value);
  return wrapped >= LOW && wrapped <= HIGH ? Number(wrapped) : wrapped;
}

/** A float64 cut to an int, towards zero; -2^63 for what does not fit. */
export function truncate(f: number): Whole {
  const whole = Math.trunc(f);
  // Adding 0 turns -0 into 0.
  return Number.isSafeInteger(whole) ? whole + 0 : wholeOf(truncateToInt64(f));
}

export function add(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return wholeOf(BigInt(a) + BigInt(b));
}

export function subtract(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return wholeOf(BigInt(a) - BigInt(b));
}

export function multiply(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return wholeOf(BigInt(a) * BigInt(b));
}

/** The remainder, with the sign of the dividend. `b` is not 0. */
export function remainder(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return wholeOf(BigInt(a) % BigInt(b));
}

/** The quotient, cut towards zero. `b` is not 0. */
export function divide(a: Whole, b: Whole): Whole {
  return wholeOf(BigInt(a) / BigInt(b));
}

export function negate(a: Whole): Whole {
  return subtract(0, a);
}
