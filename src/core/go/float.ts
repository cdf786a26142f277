import { decompose } from './float-bits.ts';

/**
 * A float64 in the fewest digits that read back as the same number, never with an exponent: `10`, `0.00033`,
 * `1000000000000000000000`, `NaN`, `+Inf`, `-Inf`, `-0`. How Prometheus and Datadog values are shown (providers.md §1.1).
 *
 * @see https://pkg.go.dev/strconv#FormatFloat with format 'f' and precision -1
 */
export function formatShortest(f: number): string {
  const plain = shortcut(f);
  if (plain !== undefined) return plain;
  const { sign, digits, exponent } = shortestDigits(f);
  return sign + placePoint(digits, exponent);
}

/**
 * A float64 as Go's `%v` and `fmt.Sprint` show it, also inside lists: the fewest digits, with an exponent of two digits or more
 * when that is below -4 or above 5: `100000`, `1e+06`, `1.234567e+06`, `0.0001`, `1e-05`.
 * The condition language's `string()`, InfluxDB and CloudWatch values and Go templates use it.
 */
export function formatGeneral(f: number): string {
  const magnitude = Math.abs(f);
  if ((magnitude >= 0.0001 && magnitude < 1e6) || f === 0 || !Number.isFinite(f)) return formatShortest(f);
  const { sign, digits, exponent } = shortestDigits(f);
  return sign + withExponent(digits, exponent, 2);
}

/**
 * A float64 with exactly `digits` digits after the point, as Go's `%.2f`. Ties go to the even digit, where JavaScript's toFixed goes up:
 * `formatFixed(0.125, 2)` is `0.12`. Infinities are `+Inf` and `-Inf`.
 */
export function formatFixed(f: number, digits: number): string {
  if (!Number.isFinite(f)) return formatShortest(f);
  const { mantissa, exponent } = decompose(Math.abs(f));
  const scaled = mantissa * 10n ** BigInt(digits);
  const text = shiftToEven(scaled, exponent)
    .toString()
    .padStart(digits + 1, '0');
  const sign = f < 0 || Object.is(f, -0) ? '-' : '';
  const whole = sign + text.slice(0, text.length - digits);
  return digits === 0 ? whole : `${whole}.${text.slice(text.length - digits)}`;
}

/**
 * A float64 as encoding/json prints it: as JavaScript does, save that negative zero keeps its sign.
 *
 * @param f  a finite number; NaN and the infinities have no JSON (`marshalJson` refuses them)
 */
export function formatJsonFloat(f: number): string {
  return Object.is(f, -0) ? '-0' : String(f);
}

/** `mantissa` times two to the `exponent`, rounded to a whole number, ties to even. */
function shiftToEven(mantissa: bigint, exponent: number): bigint {
  if (exponent >= 0) return mantissa << BigInt(exponent);
  const shift = BigInt(-exponent);
  const whole = mantissa >> shift;
  const rest = mantissa - (whole << shift);
  const half = 1n << (shift - 1n);
  const isUp = rest > half || (rest === half && (whole & 1n) === 1n);
  return isUp ? whole + 1n : whole;
}

function shortcut(f: number): string | undefined {
  if (Number.isNaN(f)) return 'NaN';
  if (f === Infinity) return '+Inf';
  if (f === -Infinity) return '-Inf';
  if (f === 0) return Object.is(f, -0) ? '-0' : '0';
  const magnitude = Math.abs(f);
  // Between these bounds JavaScript writes no exponent and the same digits.
  return magnitude >= 1e-6 && magnitude < 1e21 ? String(f) : undefined;
}

/** Fewest digits of a finite number: `0.digits × 10^(exponent + 1)`. */
function shortestDigits(f: number): { sign: string; digits: string; exponent: number } {
  const [mantissa = '', exponent = ''] = Math.abs(f).toExponential().split('e');
  return { sign: f < 0 ? '-' : '', digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

function placePoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0');
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

function withExponent(digits: string, exponent: number, width: number): string {
  const mantissa = digits.length === 1 ? digits : `${digits.slice(0, 1)}.${digits.slice(1)}`;
  const size = String(Math.abs(exponent)).padStart(width, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}
