import { Int, type IntType, type Value } from '../../core/value.ts';
import { truncate, type Whole, wholeOf } from '../numbers/whole.ts';
import { stop } from '../run/stop.ts';
import { typeName } from './type-name.ts';

const SMALL = Array.from({ length: 1280 }, (_, i) => new Int('int', i - 256));

/** An int. */
export function intOf(n: Whole): Int {
  if (typeof n === 'number' && n >= -256 && n < 1024) return SMALL[n + 256] ?? new Int('int', n);
  return new Int('int', n);
}

/** An integer of any type, wrapped to its size. */
export function wrapped(type: IntType, n: bigint): Int {
  const size = Number(/\d+$/.exec(type)?.[0] ?? 64);
  const exact = type.startsWith('u') ? BigInt.asUintN(size, n) : BigInt.asIntN(size, n);
  const isSafe = exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= BigInt(Number.MIN_SAFE_INTEGER);
  return new Int(type, isSafe ? Number(exact) : exact);
}

/** The integer as an int: what is beyond the range of an int64 wraps. */
export function wholeIn({ n }: Int): Whole {
  return typeof n === 'number' ? n : wholeOf(n);
}

/** The nearest float64. */
export function floatIn({ n }: Int): number {
  return Number(n);
}

/** A number as an int, cut towards zero; anything else ends the evaluation with `invalid operation: int(string)`. */
export function toWhole(value: Value): Whole {
  if (value instanceof Int) return wholeIn(value);
  return typeof value === 'number' ? truncate(value) : stop(`invalid operation: int(${typeName(value)})`);
}

/** A number as a float64; anything else ends the evaluation with `invalid operation: float(string)`. */
export function toFloat(value: Value): number {
  if (typeof value === 'number') return value;
  return value instanceof Int ? floatIn(value) : stop(`invalid operation: float(${typeName(value)})`);
}
