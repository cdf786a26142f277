import { Fault } from '../fault.ts';
import { type Millis, millisOf } from '../instant.ts';
import { quoteForTime } from './quote.ts';

const MICRO = 1_000n;
const MILLI = 1_000_000n;
const SECOND = 1_000_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const LIMIT = 2n ** 63n;

const UNITS = new Map([
  ['ns', 1n],
  ['us', MICRO],
  ['µs', MICRO],
  ['μs', MICRO],
  ['ms', MILLI],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
]);

/**
 * Reads a Go duration: numbers with units, `1h30m`, `1.5s`, `250ms`, `-2ms`, `.5h`, or a bare `0`.
 * Units are `ns us µs ms s m h`. Days, blanks and bare numbers are errors.
 *
 * @returns nanoseconds, within 64 bits
 * @throws Fault `DURATION_INVALID` with `{ text }` and Go's words: `time: unknown unit "d" in duration "1d"`,
 *   `time: missing unit in duration "5"`, `time: invalid duration ""`
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseGoDuration(text: string): bigint {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const rest = text.slice(sign.length);
  if (rest === '0') return 0n;
  const magnitude = sumOfParts(rest, text);
  if (sign === '-') return -magnitude;
  // One more negative than positive numbers fit into 64 bits.
  return magnitude === LIMIT ? invalid(text) : magnitude;
}

/**
 * Reads a Go duration such as the `interval` of a metric.
 *
 * @returns milliseconds, with a fraction where the text has one
 * @throws Fault `DURATION_INVALID`, as `parseGoDuration`
 */
export function durationMs(text: string): Millis {
  return millisOf(Number(parseGoDuration(text)) / 1e6);
}

/**
 * Nanoseconds as Go prints a duration: `1h30m0s`, `1.5s`, `250ms`, `1.5µs`, `0s`, `-1m0s`.
 *
 * @see https://pkg.go.dev/time#Duration.String
 */
export function formatGoDuration(ns: bigint): string {
  if (ns < 0n) return `-${formatGoDuration(-ns)}`;
  if (ns < SECOND) return formatBelowSecond(ns);
  const minutes = ns / MINUTE;
  const seconds = `${decimal(ns % MINUTE, SECOND)}s`;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function sumOfParts(parts: string, text: string): bigint {
  if (parts === '') return invalid(text);
  let sum = 0n;
  for (let left = parts; left !== ''; ) {
    const [part, whole = '', point, fraction = '', unit = ''] =
      /^(\d*)(?:(\.)(\d*))?([^\d.]*)/.exec(left) ?? invalid(text);
    if (whole === '' && fraction === '') return invalid(text);
    sum += partOf({ whole, fraction: point === undefined ? '' : fraction, unit }, text);
    if (sum > LIMIT) return invalid(text);
    left = left.slice(part.length);
  }
  return sum;
}

function partOf(part: { whole: string; fraction: string; unit: string }, text: string): bigint {
  const { whole, fraction, unit } = part;
  if (isBeyond64Bits(whole)) return invalid(text);
  if (unit === '') throw fault(`time: missing unit in duration ${quoteForTime(text)}`, text);
  const size = UNITS.get(unit);
  if (size === undefined) {
    throw fault(`time: unknown unit ${quoteForTime(unit)} in duration ${quoteForTime(text)}`, text);
  }
  return BigInt(`0${whole}`) * size + fractionOf(fraction, size);
}

/** The digits after the point, in units of `size`. Go computes this in float64 and cuts, so we do. */
function fractionOf(digits: string, size: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    // Further digits cannot change a nanosecond.
    if (next > LIMIT) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(size) / scale)));
}

function isBeyond64Bits(digits: string): boolean {
  const significant = digits.replace(/^0+/, '');
  return significant.length > 19 || BigInt(`0${significant}`) > LIMIT;
}

function formatBelowSecond(ns: bigint): string {
  if (ns === 0n) return '0s';
  if (ns < MICRO) return `${ns}ns`;
  return ns < MILLI ? `${decimal(ns, MICRO)}µs` : `${decimal(ns, MILLI)}ms`;
}

/** `value` in units of `unit`, a power of ten, without trailing zeros. */
function decimal(value: bigint, unit: bigint): string {
  const digits = (value % unit)
    .toString()
    .padStart(unit.toString().length - 1, '0')
    .replace(/0+$/, '');
  return digits === '' ? `${value / unit}` : `${value / unit}.${digits}`;
}

function invalid(text: string): never {
  throw fault(`time: invalid duration ${quoteForTime(text)}`, text);
}

function fault(message: string, text: string): Fault {
  return new Fault('DURATION_INVALID', message, { text });
}
