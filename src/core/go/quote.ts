const NAMED = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x0c, '\\f'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x09, '\\t'],
  [0x0b, '\\v'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);

/** What Go calls printable: letters, marks, numbers, punctuation, symbols, and of the blanks only the ASCII one. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * The text between double quotes as Go's strconv.Quote writes it: `a"b` becomes `"a\"b"`.
 * A lone surrogate counts as the replacement character, which is printable.
 *
 * @see https://pkg.go.dev/strconv#Quote
 */
export function quote(text: string): string {
  return `"${quoteBare(text)}"`;
}

/**
 * What `quote` puts between the quotes. This is how arguments enter a metric's JSON (analysis.md §3.2): `\a`, `\v`, `\x7f`
 * and `\U000e0001` are no JSON escapes, so such values make the metric unreadable; everything else survives.
 */
export function quoteBare(text: string): string {
  if (PLAIN.test(text)) return text;
  let quoted = '';
  for (const character of text.toWellFormed()) quoted += quoteCharacter(character);
  return quoted;
}

function quoteCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const named = NAMED.get(code);
  if (named !== undefined) return named;
  if (PRINTABLE.test(character)) return character;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

/**
 * The text between double quotes as Go's time package writes it in errors: everything outside printable ASCII becomes `\x..`, byte by byte of UTF-8.
 */
export function quoteForTime(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let quoted = '';
  for (const byte of new TextEncoder().encode(text)) {
    const isPlain = byte >= 0x20 && byte < 0x80;
    const escape = byte === 0x22 || byte === 0x5c ? '\\' : '';
    quoted += isPlain ? escape + String.fromCharCode(byte) : `\\x${hex(byte, 2)}`;
  }
  return `"${quoted}"`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
