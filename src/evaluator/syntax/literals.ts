import { parseInt64 } from '../../core/go/int.ts';
import { parseFloat64 } from '../../core/go/parse-float.ts';
import { toBytes } from '../text/bytes.ts';
import type { Node, PairNode } from './node.ts';
import type { Parsing } from './parsing.ts';
import { printToken, type Token } from './token.ts';

const MAX_UNSIGNED = 2n ** 64n - 1n;
const MAX = 2n ** 63n - 1n;

/** A number; the current word is the one behind it. */
export function parseNumber({ cursor }: Parsing, token: Token): Node | undefined {
  const text = token.value.replaceAll('_', '');
  const prefix = text.slice(0, 2).toLowerCase();
  if (prefix === '0x') return integer(cursor, token, readPrefixed(text), 'hex');
  if (/[.eE]/.test(text)) return float(cursor, token, text);
  if (prefix === '0b') return integer(cursor, token, readPrefixed(text), 'binary');
  if (prefix === '0o') return integer(cursor, token, readPrefixed(text), 'octal');
  const read = parseInt64(text);
  return integer(cursor, token, read.ok ? read.value : read.error, 'integer');
}

function integer(
  cursor: Parsing['cursor'],
  token: Token,
  read: bigint | string,
  name: 'hex' | 'binary' | 'octal' | 'integer',
): Node | undefined {
  if (typeof read === 'string') cursor.refuse(`invalid ${name} literal: ${read}`);
  const exact = typeof read === 'string' ? 0n : read;
  const value = exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
  return cursor.make({ kind: 'integer', value }, token);
}

function float(cursor: Parsing['cursor'], token: Token, text: string): Node | undefined {
  const read = parseFloat64(text);
  if (!read.ok) cursor.refuse(`invalid float literal: ${read.error}`);
  return cursor.make({ kind: 'float', value: read.ok ? read.value : 0 }, token);
}

/** `0x1F` and its like, or Go's text why it cannot be read. */
function readPrefixed(text: string): bigint | string {
  const digits = /^0(?:x[\da-f]+|b[01]+|o[0-7]+)/i.exec(text)?.[0];
  const value = digits === undefined ? 0n : BigInt(digits.toLowerCase());
  const isTooLong = value > MAX_UNSIGNED;
  if (!isTooLong && digits !== text) return `strconv.ParseInt: parsing "${text}": invalid syntax`;
  return value > MAX ? `strconv.ParseInt: parsing "${text}": value out of range` : value;
}

/** A string or a byte string; the current word is the one behind it. */
export function parseText({ cursor }: Parsing, token: Token): Node | undefined {
  if (token.kind === 'Bytes') return cursor.make({ kind: 'bytes', value: toBytes(token.value) }, token);
  return cursor.make({ kind: 'text', value: token.value }, token);
}

/** `[a, b]`; one comma may follow the last item. */
export function parseList(parsing: Parsing, token: Token): Node | undefined {
  const { cursor } = parsing;
  const items: Node[] = [];
  let count = 0;
  cursor.expect('Bracket', '[');
  for (; !cursor.isBracket(']') && cursor.isFine; count += 1) {
    if (count > 0) {
      cursor.expect('Operator', ',');
      if (cursor.isBracket(']')) break;
    }
    const item = parsing.expression(0);
    if (item !== undefined) items.push(item);
  }
  cursor.expect('Bracket', ']');
  return cursor.make({ kind: 'list', items }, token);
}

/** `{key: value}`; one comma may follow the last pair. */
export function parseMap(parsing: Parsing, token: Token): Node | undefined {
  const { cursor } = parsing;
  const pairs: PairNode[] = [];
  cursor.expect('Bracket', '{');
  while (!cursor.isBracket('}') && cursor.isFine) {
    if (pairs.length > 0) {
      cursor.expect('Operator', ',');
      if (cursor.isBracket('}')) break;
      if (cursor.isOperator(',')) cursor.unexpected();
    }
    const pair = parsePair(parsing, token);
    // Nothing is read behind a pair that could not be made, not even the brace.
    if (pair === undefined) return undefined;
    pairs.push(pair);
  }
  cursor.expect('Bracket', '}');
  return cursor.make({ kind: 'map', pairs }, token);
}

function parsePair(parsing: Parsing, token: Token): PairNode | undefined {
  const { cursor } = parsing;
  const start = cursor.current.from;
  const key = parseKey(parsing);
  if (key === 'none') return undefined;
  cursor.expect('Operator', ':');
  const value = parsing.expression(0);
  const isWhole = key !== undefined && value !== undefined;
  const pair = isWhole ? cursor.make({ kind: 'pair', key, value }, token, start) : undefined;
  return pair?.kind === 'pair' ? pair : undefined;
}

/** A key, undefined for one that is wrong, or 'none' if not even its text could become a node. */
function parseKey(parsing: Parsing): Node | 'none' | undefined {
  const { cursor } = parsing;
  const token = cursor.current;
  if (token.kind === 'Number' || token.kind === 'String' || token.kind === 'Identifier') {
    const key = cursor.make({ kind: 'text', value: token.value }, token);
    if (key === undefined) return 'none';
    cursor.advance();
    return key;
  }
  if (cursor.isBracket('(')) return parsing.expression(0);
  const expected =
    'a map key must be a quoted string, a number, a identifier, or an expression enclosed in parentheses';
  cursor.refuse(`${expected} (unexpected token ${printToken(token)})`);
  return undefined;
}
