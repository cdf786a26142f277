import { fromBinary } from '../text/bytes.ts';

/**
 * What stands between the quotes of a string, with its escapes resolved. The lexer has already refused most bad escapes;
 * what it lets through fails here with upstream's second set of texts.
 *
 * @returns the text, or the reason why there is none
 */
export function unescapeText(body: string): { readonly text: string } | { readonly reason: string } {
  return unescape(body, (escape) => {
    const code = codePointOf(escape);
    return code === undefined || code > 0x10ffff ? undefined : characterOf(code);
  });
}

/**
 * The bytes between the quotes of a byte string, one character per byte. `\x` and octal escapes are bytes, `\u` is not allowed.
 */
export function unescapeBytes(body: string): { readonly text: string } | { readonly reason: string } {
  const resolved = unescape(body, (escape) => {
    if (/^[uU]/.test(escape)) return undefined;
    const code = codePointOf(escape);
    // A lone surrogate stands for a byte that is no UTF-8 by itself.
    return code === undefined ? undefined : fromBinary(String.fromCharCode(code));
  });
  return resolved;
}

const ESCAPE = /\\(x[\da-fA-F]{2}|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|[^])/gu;

const NAMED = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

function unescape(
  body: string,
  resolve: (escape: string) => string | undefined,
): { readonly text: string } | { readonly reason: string } {
  const plain = body.replaceAll('\r\n', '\n').replaceAll('\r', '\n').toWellFormed();
  if (!plain.includes('\\')) return { text: plain };
  let failed = false;
  const text = plain.replace(ESCAPE, (_, escape: string) => {
    const resolved = NAMED.get(escape) ?? resolve(escape);
    failed ||= resolved === undefined;
    return resolved ?? '';
  });
  return failed ? { reason: 'unable to unescape string' } : { text };
}

function codePointOf(escape: string): number | undefined {
  if (/^[0-7]/.test(escape)) return escape < '4' ? Number.parseInt(escape, 8) : undefined;
  const digits = /^[xuU]\{?([\da-fA-F]+)\}?$/.exec(escape)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

/** A surrogate is no character: it becomes the replacement character. */
function characterOf(code: number): string {
  return code >= 0xd800 && code < 0xe000 ? '\ufffd' : String.fromCodePoint(code);
}
