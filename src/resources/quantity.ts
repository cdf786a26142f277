/** How a quantity was spelt, which decides how it is written again. */
type Form = 'decimal' | 'exponent' | 'binary';

/** What a suffix stands for: a power of ten, for `binary` of two. */
interface Suffix {
  readonly form: Form;
  readonly power: number;
}

/** A quantity taken apart. Leading zeros are gone; `whole` is `0` where nothing stands before the point. */
interface Parts extends Suffix {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const DECIMAL_SUFFIXES = new Map([...DECIMAL].map(([suffix, power]) => [power, suffix]));
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The finest grain: a billionth. What is finer is rounded away from zero, so that some resource stays some resource. */
const NANO = -9;
const LARGEST_BINARY = 2n ** 63n - 1n;
const LARGEST_EXPONENT = 2 ** 31 - 1;

/**
 * The spelling in which Kubernetes writes an amount of resources again: `1000m` is `1`, `0.15` is `150m`, `1.5Gi` is `1536Mi`.
 * A spelling that looks canonical to it is kept as it is, among them some that are not: `+2`, `007`, `1.250`.
 *
 * @param text  e.g. `500m`, `1.5Gi`, `2e3`; blanks around it are ignored
 * @returns     undefined for a text that is no quantity
 * @see rollout.md §5.1; https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity
 */
export function canonicalQuantity(text: string): string | undefined {
  const written = text.trim();
  const parts = partsOf(written);
  if (parts === undefined) return undefined;
  if (isKept(parts)) return written;
  const { isNegative, form } = parts;
  const amount = amountOf(parts);
  if (amount.mantissa === 0n) return '0';
  const sign = isNegative ? '-' : '';
  return sign + (binary(amount, form) ?? decimal(amount, form === 'exponent' ? 'exponent' : 'decimal'));
}

function partsOf(written: string): Parts | undefined {
  const found = /^([+-]?)(?=\.?\d)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/.exec(written);
  if (found === null) return undefined;
  const [, sign, whole, fraction = '', suffix = ''] = found;
  const meaning = readSuffix(suffix);
  return meaning && { ...meaning, isNegative: sign === '-', whole: whole || '0', fraction };
}

function readSuffix(suffix: string): Suffix | undefined {
  const power = DECIMAL.get(suffix);
  if (power !== undefined) return { form: 'decimal', power };
  const kilos = BINARY_SUFFIXES.indexOf(suffix);
  if (kilos !== -1) return { form: 'binary', power: 10 * kilos };
  const [, exponent] = /^[eE]([+-]?\d+)$/.exec(suffix) ?? [];
  if (exponent === undefined || Math.abs(Number(exponent)) > LARGEST_EXPONENT) return undefined;
  return { form: 'exponent', power: Number(exponent) };
}

/** Whether Kubernetes takes the spelling for canonical and does not touch it: it looks at digits and scale only, and only where the number is short. */
function isKept({ form, power, whole, fraction }: Parts): boolean {
  if (form === 'binary') {
    const isShort = whole.length + (power * 3) / 10 <= 14;
    return fraction === '' && isShort && BigInt(whole) % 8n !== 0n;
  }
  const digits = whole + fraction;
  const scale = power - fraction.length;
  const isShort = digits.length <= 18 && scale >= NANO;
  return isShort && scale % 3 === 0 && !digits.startsWith('0') && !digits.endsWith('000');
}

/** A magnitude: `mantissa` times ten to the `exponent`, which is no lower than `NANO`. */
interface Amount {
  readonly mantissa: bigint;
  readonly exponent: number;
}

function amountOf({ form, power, whole, fraction }: Parts): Amount {
  const digits = BigInt(whole + fraction);
  if (form !== 'binary') return upToNano({ mantissa: digits, exponent: power - fraction.length });
  const amount = upToNano({ mantissa: digits << BigInt(power), exponent: -fraction.length });
  const largest = LARGEST_BINARY * 10n ** BigInt(-amount.exponent);
  return amount.mantissa > largest ? { mantissa: LARGEST_BINARY, exponent: 0 } : amount;
}

function upToNano({ mantissa, exponent }: Amount): Amount {
  if (exponent >= NANO || mantissa === 0n) return { mantissa, exponent };
  const dropped = NANO - exponent;
  if (dropped > mantissa.toString().length) return { mantissa: 1n, exponent: NANO };
  const grain = 10n ** BigInt(dropped);
  return { mantissa: (mantissa + grain - 1n) / grain, exponent: NANO };
}

/** With the largest suffix of 1024 that loses nothing; undefined for what is not written so: below 1024, or with a fraction. */
function binary({ mantissa, exponent }: Amount, form: Form): string | undefined {
  const scale = 10n ** BigInt(Math.max(0, -exponent));
  if (form !== 'binary' || mantissa % scale !== 0n || mantissa < 1024n * scale) return undefined;
  const [value, kilos] = withoutFactor(mantissa / scale, 1024n);
  return `${value}${BINARY_SUFFIXES[kilos] ?? ''}`;
}

/** With the largest power of a thousand that loses nothing. Beyond `E` Kubernetes knows no suffix and writes none, wrong as that is. */
function decimal(amount: Amount, form: 'decimal' | 'exponent'): string {
  const [value, tens] = withoutFactor(amount.mantissa, 10n);
  const exponent = amount.exponent + tens;
  const thousands = 3 * Math.floor(exponent / 3);
  const mantissa = value * 10n ** BigInt(exponent - thousands);
  if (form === 'exponent') return thousands === 0 ? `${mantissa}` : `${mantissa}e${thousands}`;
  return `${mantissa}${DECIMAL_SUFFIXES.get(thousands) ?? ''}`;
}

function withoutFactor(value: bigint, factor: bigint): readonly [rest: bigint, times: number] {
  let rest = value;
  let times = 0;
  while (rest % factor === 0n) {
    rest /= factor;
    times += 1;
  }
  return [rest, times];
}

/**
 * Which of two amounts is larger: below 0 for the second, above 0 for the first, 0 for equal ones such as `1Ki` and `1024`.
 * A text that is no quantity counts as nothing.
 */
export function compareQuantities(a: string, b: string): number {
  const left = signedAmount(a);
  const right = signedAmount(b);
  if (left.sign !== right.sign || left.sign === 0) return left.sign - right.sign;
  return left.sign * compareAmounts(left.amount, right.amount);
}

/** Whether an amount has no fraction. */
export function isWholeQuantity(text: string): boolean {
  const { mantissa, exponent } = signedAmount(text).amount;
  return exponent >= 0 || mantissa % 10n ** BigInt(-exponent) === 0n;
}

/** The amount with what is finer than a thousandth rounded away from zero, as Kubernetes does with resources; others as they are. */
export function roundedToMilli(text: string): string {
  const { sign, amount } = signedAmount(text);
  if (amount.exponent >= MILLI) return text;
  const grain = 10n ** BigInt(MILLI - amount.exponent);
  if (amount.mantissa % grain === 0n) return text;
  return canonicalQuantity(`${sign < 0 ? '-' : ''}${(amount.mantissa + grain - 1n) / grain}m`) ?? text;
}

const MILLI = -3;

interface SignedAmount {
  readonly sign: -1 | 0 | 1;
  readonly amount: Amount;
}

function signedAmount(text: string): SignedAmount {
  const parts = partsOf(text.trim());
  const amount = parts === undefined ? { mantissa: 0n, exponent: 0 } : amountOf(parts);
  if (amount.mantissa === 0n) return { sign: 0, amount };
  return { sign: parts?.isNegative === true ? -1 : 1, amount };
}

/** Neither is zero. The number of digits before the point decides first, so that no large exponent is ever written out. */
function compareAmounts(a: Amount, b: Amount): number {
  const digits = ({ mantissa, exponent }: Amount): number => mantissa.toString().length + exponent;
  if (digits(a) !== digits(b)) return digits(a) - digits(b);
  const lowest = Math.min(a.exponent, b.exponent);
  const [left, right] = [a, b].map(({ mantissa, exponent }) => mantissa * 10n ** BigInt(exponent - lowest));
  if (left === right) return 0;
  return (left ?? 0n) > (right ?? 0n) ? 1 : -1;
}
