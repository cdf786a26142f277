/** The parts of a URL that Go escapes differently. */
export type UrlPart = 'path' | 'query' | 'user' | 'host' | 'fragment';

const UNRESERVED = /[A-Za-z0-9\-_.~]/;

/** What may stand unescaped in a part, beside letters, digits and `-_.~`. */
const LEFT_ALONE: Readonly<Record<UrlPart, string>> = {
  path: '$&+,/:;=@',
  query: '',
  user: '$&+,;=',
  host: '!$&\'()*+,;=:[]<>"',
  fragment: '$&+,/:;=?@!()*',
};

/** Texts that are the same escaped and not. */
const PLAIN: Readonly<Record<UrlPart, RegExp>> = {
  path: plain('path'),
  query: plain('query'),
  user: plain('user'),
  host: plain('host'),
  fragment: plain('fragment'),
};

function plain(part: UrlPart): RegExp {
  return new RegExp(`^[A-Za-z0-9_.~${LEFT_ALONE[part].replaceAll(/[[\]-]/g, '\\$&')}-]*$`);
}

/** Thrown texts are Go's: `invalid URL escape "%zz"`, `invalid character " " in host name`. */
export class UrlError extends Error {
  override readonly name = 'UrlError';
}

/**
 * Percent-escapes a text's UTF-8 bytes as Go does for that part of a URL; in a query a blank becomes `+`.
 *
 * @see https://pkg.go.dev/net/url#QueryEscape, https://pkg.go.dev/net/url#URL.EscapedPath
 */
export function percentEscape(text: string, part: UrlPart): string {
  if (PLAIN[part].test(text)) return text;
  let escaped = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    if (isLeftAlone(char, part)) escaped += char;
    else if (char === ' ' && part === 'query') escaped += '+';
    else escaped += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}

/**
 * Undoes percent-escapes; in a query `+` is a blank. Bytes that are no UTF-8 become U+FFFD.
 *
 * @throws UrlError `invalid URL escape "%zz"`; for a host also `invalid character " " in host name`
 */
export function percentUnescape(text: string, part: UrlPart): string {
  if (PLAIN[part].test(text) && !text.includes('+')) return text;
  const bytes: number[] = [];
  const source = Buffer.from(text, 'utf8');
  for (let at = 0; at < source.length; at += 1) {
    const char = String.fromCharCode(source[at] ?? 0);
    if (char === '%') {
      bytes.push(escapedByte(source, at, part));
      at += 2;
    } else if (part === 'host' && char < '\x80' && !isLeftAlone(char, part)) {
      throw new UrlError(`invalid character ${JSON.stringify(char)} in host name`);
    } else {
      bytes.push(char === '+' && part === 'query' ? 0x20 : (source[at] ?? 0));
    }
  }
  return Buffer.from(bytes).toString('utf8');
}

/** True when a path can be sent as it is written: only characters that Go lets stand, escapes included. */
export function isEscapedPath(text: string): boolean {
  return /^[A-Za-z0-9\-_.~/!$&'()*+,;=:@[\]%]*$/.test(text);
}

function isLeftAlone(char: string, part: UrlPart): boolean {
  return UNRESERVED.test(char) || LEFT_ALONE[part].includes(char);
}

/** The byte behind the `%` at `at`. A host may only escape bytes outside ASCII, and `%25`. */
function escapedByte(source: Buffer, at: number, part: UrlPart): number {
  const escape = source.toString('utf8', at, at + 3);
  const isHex = /^%[0-9A-Fa-f]{2}$/.test(escape);
  const byte = Number.parseInt(escape.slice(1), 16);
  if (!isHex || (part === 'host' && byte < 0x80 && escape !== '%25')) {
    throw new UrlError(`invalid URL escape ${JSON.stringify(escape)}`);
  }
  return byte;
}
