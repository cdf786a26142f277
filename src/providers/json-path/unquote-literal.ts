import { JsonPathError } from './json-path-error.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/**
 * The text of a Go string literal in double or single quotes. `\x..` and octal escapes are bytes.
 *
 * @throws JsonPathError `unquote string "\q" error invalid syntax`
 */
export function unquoteLiteral(literal: string): string {
  const quote = literal.charAt(0);
  const inside = literal.slice(1, -1);
  if (!inside.includes('\\') && !inside.includes(quote)) return inside;
  const bytes: number[] = [];
  for (let at = 0; at < inside.length; ) {
    const { length, data } = readChar(inside.slice(at), quote) ?? refuse(literal);
    bytes.push(...data);
    at += length;
  }
  return Buffer.from(bytes).toString('utf8');
}

/** One character or escape: how long it is and what bytes it stands for. */
function readChar(rest: string, quote: string): { length: number; data: Iterable<number> } | undefined {
  const plain = /^[^\\]/u.exec(rest)?.[0];
  if (plain !== undefined) return plain === quote ? undefined : { length: plain.length, data: Buffer.from(plain) };
  const escaped = rest.charAt(1);
  const simple = escaped === quote ? quote : SIMPLE[escaped];
  if (simple !== undefined) return { length: 2, data: Buffer.from(simple) };
  const byte = /^\\(?:x([0-9A-Fa-f]{2})|([0-7]{3}))/.exec(rest);
  if (byte !== null) {
    const code = byte[1] === undefined ? Number.parseInt(byte[2] ?? '', 8) : Number.parseInt(byte[1], 16);
    return code > 255 ? undefined : { length: byte[0].length, data: [code] };
  }
  const rune = /^\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/.exec(rest);
  const code = rune === null ? Number.NaN : Number.parseInt(rune[1] ?? rune[2] ?? '', 16);
  if (rune === null || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { length: rune[0].length, data: Buffer.from(String.fromCodePoint(code)) };
}

function refuse(literal: string): never {
  throw new JsonPathError(`unquote string ${literal} error invalid syntax`);
}
