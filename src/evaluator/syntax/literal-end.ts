const DECIMAL = '0123456789_';
const DIGITS_BY_BASE = new Map([
  ['x', '0123456789abcdefABCDEF_'],
  ['o', '01234567_'],
  ['b', '01_'],
]);

/**
 * Where the number that starts at `at` ends. It takes more than a number can be (`0x1.8`, `1e`); the parser refuses those.
 * `1..3` is a range, so a point before a point does not belong to the number.
 */
export function numberEnd(text: string, at: number): number {
  const base = text.charAt(at) === '0' ? DIGITS_BY_BASE.get(text.charAt(at + 1).toLowerCase()) : undefined;
  const digits = base ?? DECIMAL;
  let end = skip(text, base === undefined ? at : at + 2, digits);
  if (text.charAt(end) === '.') {
    if (text.charAt(end + 1) === '.') return end;
    end = skip(text, end + 1, digits);
  }
  if (!/^[eE]$/.test(text.charAt(end))) return end;
  const exponent = /^[+-]$/.test(text.charAt(end + 1)) ? end + 2 : end + 1;
  return skip(text, exponent, digits);
}

function skip(text: string, from: number, characters: string): number {
  let end = from;
  while (end < text.length && characters.includes(text.charAt(end))) end += 1;
  return end;
}

/** Where a string cannot go on, and why. */
export interface Unreadable {
  readonly message: string;
  readonly at: number;
}

/** The index behind the closing quote of the string whose first character is at `start`. */
export function stringEnd(text: string, start: number, quote: string): number | Unreadable {
  let at = start;
  while (text.charAt(at) !== quote) {
    const character = text.charAt(at);
    if (character === '' || character === '\n') return { message: 'literal not terminated', at: at + 1 };
    const size = character === '\\' ? escapeSize(text, at + 1, quote) : 1;
    if (size === undefined) return { message: 'invalid char escape', at: at + 2 };
    at += size;
  }
  return at + 1;
}

/** How long an escape is, its backslash included; `at` is behind the backslash. Undefined: there is no such escape. */
function escapeSize(text: string, at: number, quote: string): number | undefined {
  const character = text.charAt(at);
  if (character === '') return undefined;
  if (character === quote || 'abfnrtv\\'.includes(character)) return 2;
  const pattern = ESCAPES.find((escape) => escape.test(text.slice(at, at + 9)));
  const size = pattern?.exec(text.slice(at, at + 9))?.[0].length;
  return size === undefined ? undefined : size + 1;
}

const ESCAPES = [/^[0-7]{3}/, /^x[\da-fA-F]{2}/, /^u\{[\da-fA-F]{1,6}\}/, /^u[\da-fA-F]{4}/, /^U[\da-fA-F]{8}/];
