/**
 * Strings of the original are bytes that mostly hold UTF-8. Here they are JavaScript strings; a byte that belongs to no character
 * stands as the lone surrogate U+DC00 + byte. A *binary* string has one character (0 to 255) per byte.
 */

const NOT_ASCII = /[^\0-\x7f]/;
const LONE = /[\ud800-\udfff]/u;
const encoder = new TextEncoder();

/** True if every character is one byte, so that positions in the string are positions in bytes. */
export function isAscii(text: string): boolean {
  return !NOT_ASCII.test(text);
}

/** The bytes of a string, one character per byte. */
export function toBinary(text: string): string {
  if (isAscii(text)) return text;
  if (!LONE.test(text)) return Buffer.from(text, 'utf8').toString('latin1');
  let binary = '';
  for (const character of text) {
    const byte = strayByte(character);
    binary += byte === undefined ? Buffer.from(character, 'utf8').toString('latin1') : String.fromCharCode(byte);
  }
  return binary;
}

/** The string that these bytes are; bytes that form no character stay as they are. */
export function fromBinary(binary: string): string {
  if (isAscii(binary)) return binary;
  const bytes = Buffer.from(binary, 'latin1');
  const text = bytes.toString('utf8');
  // Decoding replaces what is no UTF-8; if nothing was replaced, it is exact.
  return text.includes('\ufffd') ? decodeCarefully(bytes) : text;
}

/** The string that these bytes are. */
export function fromBytes(bytes: Uint8Array): string {
  return fromBinary(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

/** The bytes of a string. */
export function toBytes(text: string): Uint8Array {
  return LONE.test(text) ? Uint8Array.from(Buffer.from(toBinary(text), 'latin1')) : encoder.encode(text);
}

/** The string with every byte that belongs to no character as the replacement character. */
export function toValid(text: string): string {
  return text.toWellFormed();
}

/** True if some byte of the string belongs to no character. */
export function hasStrayBytes(text: string): boolean {
  return LONE.test(text);
}

/** Joins strings; halves of a character that meet become the character. */
export function concatenate(left: string, right: string): string {
  const joined = left + right;
  const seam = left.charCodeAt(left.length - 1);
  return isStrayUnit(seam) && isStrayUnit(right.charCodeAt(0)) ? fromBinary(toBinary(joined)) : joined;
}

/** The byte that a stray surrogate stands for, or undefined for any other character. */
export function strayByte(character: string): number | undefined {
  const code = character.length === 1 ? character.charCodeAt(0) : 0;
  return isStrayUnit(code) ? code - 0xdc00 : undefined;
}

function isStrayUnit(unit: number): boolean {
  return unit >= 0xdc80 && unit <= 0xdcff;
}

function decodeCarefully(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const size = characterSize(bytes, at);
    text += size === 0 ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : bytes.toString('utf8', at, at + size);
    at += Math.max(size, 1);
  }
  return text;
}

/** How many bytes the character at `at` has; 0 if there is none. */
function characterSize(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + size > bytes.length) return 0;
  const second = bytes[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < size; i += 1) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return size;
}
