import type { OffsetStyle } from './layout.ts';

/** The text does not go on as the layout wants it. */
export class Mismatch extends Error {}

/** A number that is none of its kind, such as month 13. */
export class OutOfRange extends Error {
  readonly what: string;

  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

/** Takes the elements of a time off the front of a text. Every method but `skip`, `take` and `blank` throws Mismatch or OutOfRange. */
export class TimeScanner {
  /** What has not been read yet; on a mismatch, what the error shows. */
  left: string;

  constructor(text: string) {
    this.left = text;
  }

  /** Literal text of a layout; runs of blanks match runs of blanks of any length. False leaves what did not match. */
  skip(literal: string): boolean {
    let wanted = literal;
    while (wanted !== '') {
      if (wanted.startsWith(' ')) {
        if (this.left !== '' && !this.left.startsWith(' ')) return false;
        wanted = wanted.replace(/^ +/, '');
        this.left = this.left.replace(/^ +/, '');
      } else {
        if (this.left.charAt(0) !== wanted.charAt(0)) return false;
        wanted = wanted.slice(1);
        this.left = this.left.slice(1);
      }
    }
    return true;
  }

  take(text: string): boolean {
    if (!this.left.startsWith(text)) return false;
    this.left = this.left.slice(text.length);
    return true;
  }

  blank(): void {
    this.take(' ');
  }

  /** Between `least` and `most` digits. */
  digits(least: number, most: number): number {
    const digits = /^[0-9]*/.exec(this.left.slice(0, most))?.[0] ?? '';
    if (digits.length < least) throw new Mismatch();
    this.left = this.left.slice(digits.length);
    return Number(digits);
  }

  /** The place in `names` of the one that comes next, in any case; `length` shortens the names. */
  oneOf(names: readonly string[], length?: number): number {
    const lower = this.left.slice(0, 9).toLowerCase();
    const index = names.findIndex((name) => lower.startsWith(name.slice(0, length).toLowerCase()));
    if (index < 0) throw new Mismatch();
    this.left = this.left.slice((names[index] ?? '').slice(0, length).length);
    return index;
  }

  year4(): number {
    if (!/^\d.../s.test(this.left)) throw new Mismatch();
    return this.#signed(this.#cut(4));
  }

  year2(): number {
    const before = this.left;
    if (before.length < 2) throw new Mismatch();
    try {
      return this.#signed(this.#cut(2));
    } catch (thrown) {
      this.left = before;
      throw thrown;
    }
  }

  /** True for the second half of the day. */
  half(morning: string, afternoon: string): boolean {
    if (this.left.length < 2) throw new Mismatch();
    const half = this.#cut(2);
    if (half !== morning && half !== afternoon) throw new Mismatch();
    return half === afternoon;
  }

  /** Seconds east of UTC. */
  offset(style: OffsetStyle): number {
    const shape = OFFSETS.find(
      ({ hasColons, parts }) =>
        hasColons === style.hasColons && parts === 1 + Number(style.hasMinutes) + Number(style.hasSeconds),
    );
    const match = shape?.pattern.exec(this.left);
    if (!match) throw new Mismatch();
    const [whole, sign, ...parts] = match;
    this.left = this.left.slice(whole.length);
    return readOffset(sign ?? '', parts);
  }

  /** A zone's abbreviation: `ChST`, `GMT+3`, `-03`, three capitals, or four or five of which the last is a T. */
  zoneName(): string {
    const name =
      /^(?:ChST|MeST)/.exec(this.left) ?? gmtName(this.left) ?? numberedName(this.left) ?? capitals(this.left);
    if (!name) throw new Mismatch();
    return this.#cut(name[0].length);
  }

  /** A point or comma and digits, `length` characters in all, in nanoseconds. */
  fraction(length: number): number {
    if (this.left.length < length) throw new Mismatch();
    const text = this.#cut(length);
    if (!/^[.,]/.test(text)) throw new Mismatch();
    return this.#nanoseconds(text);
  }

  /** Puts a fraction into `found` if one comes next, unless the layout is about to read it itself. */
  fractionUnless(found: { nanosecond?: number }, isReadLater: boolean): void {
    const fraction = isReadLater ? null : /^[.,]\d+/.exec(this.left);
    if (fraction !== null) found.nanosecond = this.fraction(fraction[0].length);
  }

  /** Digits beyond the ninth are dropped. */
  #nanoseconds(text: string): number {
    const digits = text.slice(1, 10);
    const value = this.#signed(digits);
    if (value < 0) throw new OutOfRange('fractional second');
    return value * 10 ** (9 - digits.length);
  }

  /** Go's reader of small numbers takes a sign, and takes nothing for zero. */
  #signed(text: string): number {
    if (!/^[+-]?\d*$/.test(text)) throw new Mismatch();
    return Number(/\d/.test(text) ? text : 0);
  }

  #cut(length: number): string {
    const start = this.left.slice(0, length);
    this.left = this.left.slice(length);
    return start;
  }
}

/** Any character may stand for a digit here: a wrong one is told once the offset has been taken off. */
const OFFSETS = [
  { hasColons: false, parts: 1, pattern: /^(.)(..)/s },
  { hasColons: false, parts: 2, pattern: /^(.)(..)(..)/s },
  { hasColons: false, parts: 3, pattern: /^(.)(..)(..)(..)/s },
  { hasColons: true, parts: 2, pattern: /^(.)(..):(..)/s },
  { hasColons: true, parts: 3, pattern: /^(.)(..):(..):(..)/s },
] as const;

const OFFSET_PARTS = [
  { what: 'hour', limit: 24, seconds: 3600 },
  { what: 'minute', limit: 60, seconds: 60 },
  { what: 'second', limit: 60, seconds: 1 },
] as const;

function readOffset(sign: string, parts: readonly string[]): number {
  const bad = parts.findIndex((part) => !/^\d\d$/.test(part));
  const readable = bad < 0 ? parts : parts.slice(0, bad);
  let size = 0;
  for (const [index, { what, limit, seconds }] of OFFSET_PARTS.entries()) {
    const value = Number(readable[index] ?? 0);
    if (value > limit) throw new OutOfRange(`time zone offset ${what}`);
    size += value * seconds;
  }
  if (bad >= 0 || (sign !== '+' && sign !== '-')) throw new Mismatch();
  return sign === '-' ? -size : size;
}

/** `GMT`, with an offset of at most 23 hours if one follows. */
function gmtName(text: string): RegExpExecArray | null {
  const name = /^GMT(?:[+-](\d+))?/.exec(text);
  return name !== null && Number(name[1] ?? 0) > 23 ? /^GMT/.exec(text) : name;
}

function numberedName(text: string): RegExpExecArray | null {
  const name = /^[+-](\d+)/.exec(text);
  return text.length >= 3 && Number(name?.[1] ?? 24) <= 23 ? name : null;
}

function capitals(text: string): RegExpExecArray | null {
  const name = /^[A-Z]{3,6}/.exec(text);
  if (name === null) return null;
  const [letters] = name;
  return letters.length === 3 || letters === 'WITA' || (letters.length < 6 && letters.endsWith('T')) ? name : null;
}
