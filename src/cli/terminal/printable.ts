/**
 * What a terminal would act on instead of showing: control characters of both kinds, the marks that reorder text, line and
 * paragraph separators, invisible tags, and halves of characters.
 */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const SHORT: ReadonlyMap<number, string> = new Map([
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x09, '\\t'],
]);

/**
 * A text on one line that a terminal only shows and never obeys: every unprintable character is written out, as in `\x1b` or
 * `\u202e`. For all that comes from a backend, a cluster or a file.
 */
export function printable(text: string): string {
  return escapeUnprintable(text, writtenOut);
}

/** The lines of a text, each as `printable` shows it; an empty last line is left out. */
export function printableLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map(printable);
}

/** The text with every unprintable character replaced by what `escape` makes of its code; other characters stay. */
export function escapeUnprintable(text: string, escape: (code: number) => string): string {
  return text.replace(UNPRINTABLE, (character) => escape(character.codePointAt(0) ?? 0));
}

/** True when `printable` leaves the text as it is. */
export function isPrintable(text: string): boolean {
  return text.search(UNPRINTABLE) === -1;
}

function writtenOut(code: number): string {
  const short = SHORT.get(code);
  if (short !== undefined) return short;
  // A byte that is no UTF-8 stands as a lone surrogate (core/value.ts): show the byte.
  const byte = code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : code;
  if (byte <= 0xff) return `\\x${byte.toString(16).padStart(2, '0')}`;
  return byte <= 0xffff ? `\\u${byte.toString(16).padStart(4, '0')}` : `\\u{${byte.toString(16)}}`;
}
