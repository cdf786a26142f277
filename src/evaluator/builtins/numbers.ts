import { parseInt64 } from '../../core/go/int.ts';
import { parseFloat64 } from '../../core/go/parse-float.ts';
import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { Int, type Value } from '../../core/value.ts';
import { add, multiply, negate, type Whole, wholeOf } from '../numbers/whole.ts';
import { stop } from '../run/stop.ts';
import { floatIn, intOf, toWhole, wholeIn } from '../values/ints.ts';
import { typeName } from '../values/type-name.ts';
import { argument, type Builtin } from './builtin.ts';

function invalidFor(name: string, value: Value): never {
  return stop(`invalid argument for ${name} (type ${typeName(value)})`);
}

const abs: Builtin = ([x = null]) => {
  if (typeof x === 'number') return x < 0 ? -x : x;
  if (!(x instanceof Int)) return invalidFor('abs', x);
  if (x.n >= 0) return x;
  return new Int(x.goType, negate(wholeIn(x)));
};

function rounding(name: string, round: (x: number) => number): Builtin {
  return ([x = null]) => {
    if (typeof x === 'number') return round(x);
    return x instanceof Int ? floatIn(x) : invalidFor(name, x);
  };
}

/** To the nearest whole number, halves away from zero. */
function roundHalfAway(x: number): number {
  const whole = Math.trunc(x);
  const isUp = Math.abs(x - whole) >= 0.5;
  return isUp ? whole + Math.sign(x) : Object.is(whole, 0) && x < 0 ? -0 : whole;
}

const int: Builtin = ([x = null]) => {
  if (typeof x === 'string') {
    const read = parseInt64(x);
    return read.ok ? intOf(wholeOf(read.value)) : stop(`invalid operation: int(${x})`);
  }
  if (x instanceof GoDuration) return intOf(wholeOf(x.ns));
  if (x instanceof GoMonth || x instanceof GoWeekday) return intOf(x.number);
  return x === null ? stop('reflect: call of reflect.Value.Type on zero Value') : intOf(toWhole(x));
};

const float: Builtin = ([x = null]) => {
  if (typeof x === 'number') return x;
  if (x instanceof Int) return floatIn(x);
  if (typeof x !== 'string') return stop(`invalid operation: float(${typeName(x)})`);
  const read = parseFloat64(x);
  return read.ok ? read.value : stop(`invalid operation: float(${x})`);
};

function bits(name: string, operate: (x: bigint, y: bigint) => bigint): Builtin {
  return (args) => intOf(wholeOf(operate(bitsIn(name, argument(args, 0)), bitsIn(name, argument(args, 1)))));
}

function bitsIn(name: string, value: Value): bigint {
  if (value instanceof Int) return BigInt(wholeIn(value));
  return stop(`cannot use ${typeName(value)} as argument (type int) to call ${name}`);
}

/** A shift; more than 64 places leave nothing of any int but its sign, so the count is cut there. */
function shift(name: string, operate: (x: bigint, places: bigint) => bigint): Builtin {
  return bits(name, (x, y) => {
    if (y < 0n) return stop(`invalid operation: negative shift count ${y} (type int)`);
    return operate(x, y > 64n ? 64n : y);
  });
}

const bitnot: Builtin = ([x = null]) => {
  const whole: Whole = wholeOf(bitsIn('bitnot', x));
  return intOf(add(negate(whole), multiply(-1, 1)));
};

/** Functions of numbers (expr.md §8). */
export const NUMBER_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ['abs', abs],
  ['ceil', rounding('ceil', Math.ceil)],
  ['floor', rounding('floor', Math.floor)],
  ['round', rounding('round', roundHalfAway)],
  ['int', int],
  ['float', float],
  ['bitand', bits('bitand', (x, y) => x & y)],
  ['bitor', bits('bitor', (x, y) => x | y)],
  ['bitxor', bits('bitxor', (x, y) => x ^ y)],
  ['bitnand', bits('bitnand', (x, y) => x & ~y)],
  ['bitshl', shift('bitshl', (x, places) => x << places)],
  ['bitshr', shift('bitshr', (x, places) => x >> places)],
  ['bitushr', shift('bitushr', (x, places) => BigInt.asUintN(64, x) >> places)],
  ['bitnot', bitnot],
];
