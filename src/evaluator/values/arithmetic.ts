import { compareText } from '../../core/go/compare-text.ts';
import { pow } from '../../core/go/pow.ts';
import { Int, type Value } from '../../core/value.ts';
import * as whole from '../numbers/whole.ts';
import { stop } from '../run/stop.ts';
import { concatenate, hasStrayBytes, toBinary } from '../text/bytes.ts';
import { addTimes, compareTimes, multiplyDuration, subtractTimes } from '../time/arithmetic.ts';
import { floatIn, intOf, toFloat, wholeIn, wrapped } from './ints.ts';
import { typeName } from './type-name.ts';

/** The longest string that may be made, in UTF-16 units; the original has no limit but its memory. */
const MAX_TEXT = 1 << 26;

function mismatch(a: Value, operator: string, b: Value): never {
  return stop(`invalid operation: ${typeName(a)} ${operator} ${typeName(b)}`);
}

type WholeOperation = (a: whole.Whole, b: whole.Whole) => whole.Whole;
type FloatOperation = (a: number, b: number) => number;

/** Computes on two numbers: on ints if both are, on floats otherwise. Undefined if one is no number. */
function compute(a: Value, b: Value, onInts: WholeOperation, onFloats: FloatOperation): Value | undefined {
  if (a instanceof Int) {
    if (b instanceof Int) return intOf(onInts(wholeIn(a), wholeIn(b)));
    return typeof b === 'number' ? onFloats(floatIn(a), b) : undefined;
  }
  if (typeof a !== 'number') return undefined;
  if (typeof b === 'number') return onFloats(a, b);
  return b instanceof Int ? onFloats(a, floatIn(b)) : undefined;
}

/** `a + b` of numbers, strings, times. */
export function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'string' && typeof b === 'string') return join(a, b);
  return compute(a, b, whole.add, (x, y) => x + y) ?? addTimes(a, b) ?? mismatch(a, '+', b);
}

function join(a: string, b: string): string {
  return a.length + b.length > MAX_TEXT ? stop('memory budget exceeded') : concatenate(a, b);
}

/** `a - b` of numbers and times. */
export function subtract(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compute(a, b, whole.subtract, (x, y) => x - y) ?? subtractTimes(a, b) ?? mismatch(a, '-', b);
}

/** `a * b` of numbers, and of a duration with a number. */
export function multiply(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  const product = compute(a, b, whole.multiply, (x, y) => x * y);
  return product ?? multiplyDuration(factor(a), factor(b)) ?? mismatch(a, '*', b);
}

/** A value as the time room takes it: whole numbers are bigints there. */
function factor(value: Value): unknown {
  return value instanceof Int ? BigInt(value.n) : value;
}

/** `a / b`, always a float64. */
export function divide(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const isNumeric = (value: Value): boolean => typeof value === 'number' || value instanceof Int;
  return isNumeric(a) && isNumeric(b) ? toFloat(a) / toFloat(b) : mismatch(a, '/', b);
}

/** `a % b` of ints. */
export function modulo(a: Value, b: Value): Value {
  if (!(a instanceof Int) || !(b instanceof Int)) return mismatch(a, '%', b);
  const divisor = wholeIn(b);
  return divisor === 0 ? stop('runtime error: integer divide by zero') : intOf(whole.remainder(wholeIn(a), divisor));
}

/** `a ** b`, always a float64. */
export function power(a: Value, b: Value): number {
  return pow(toFloat(a), toFloat(b));
}

/** `-a`; integers keep their type and wrap. */
export function negate(a: Value): Value {
  if (typeof a === 'number') return -a;
  if (!(a instanceof Int)) return stop(`invalid operation: - ${typeName(a)}`);
  return a.goType === 'int' ? intOf(whole.negate(wholeIn(a))) : wrapped(a.goType, -BigInt(a.n));
}

/** Below, at or above zero as `a` is less than, equal to or more than `b`; NaN if they have no order. */
function order(a: Value, b: Value): number | undefined {
  if (a instanceof Int && b instanceof Int) {
    const left = wholeIn(a);
    const right = wholeIn(b);
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if ((typeof a === 'number' || a instanceof Int) && (typeof b === 'number' || b instanceof Int)) {
    const left = toFloat(a);
    const right = toFloat(b);
    // Not a subtraction: the difference of two infinities is NaN.
    return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN;
  }
  return compareTimes(a, b);
}

/** Orders strings by their bytes. */
export function compareStrings(a: string, b: string): number {
  return hasStrayBytes(a) || hasStrayBytes(b) ? compareText(toBinary(a), toBinary(b)) : compareText(a, b);
}

export function isLess(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return (order(a, b) ?? mismatch(a, '<', b)) < 0;
}

export function isMore(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a > b;
  return (order(a, b) ?? mismatch(a, '>', b)) > 0;
}

export function isAtMost(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a <= b;
  return (order(a, b) ?? mismatch(a, '<=', b)) <= 0;
}

export function isAtLeast(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a >= b;
  return (order(a, b) ?? mismatch(a, '>=', b)) >= 0;
}
