import { QueryError } from './query-error.ts';

/** A word of a query. */
export interface Token {
  readonly kind: 'number' | 'duration' | 'text' | 'name' | 'sign' | 'end';
  /** As written; of a text what stands between its quotes, escapes undone. */
  readonly text: string;
  readonly written: string;
  /** Index of its first character. */
  readonly at: number;
}

/** The kinds of token that a pattern finds, in the order in which they are tried. */
const PATTERNS: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['duration', /(?:\d+(?:ms|[smhdwy]))+(?![\w.])/y],
  ['number', /(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])/y],
  ['name', /[a-zA-Z_:][\w:]*/y],
  ['sign', /=~|!~|!=|==|<=|>=|[-+*/%^=<>(){}[\],:@]/y],
];
const BLANK = /(?:\s+|#[^\n]*)+/y;
const QUOTED = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/y;

/** The most words of a query: it is read and worked out in steps within each other. */
const MOST_TOKENS = 2_000;

/**
 * Cuts a query into its words; the last one is the end.
 *
 * @throws QueryError `bad_data` at a character that begins no word, and for a query that is too long
 */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipBlank(query, 0);
  while (at < query.length) {
    const { token, end } = tokenAt(query, at);
    if (tokens.length === MOST_TOKENS) throw new QueryError('bad_data', `more than ${MOST_TOKENS} words`, at);
    tokens.push(token);
    at = skipBlank(query, end);
  }
  return [...tokens, { kind: 'end', text: '', written: '', at: query.length }];
}

function tokenAt(query: string, at: number): { token: Token; end: number } {
  const quoted = matchAt(QUOTED, query, at);
  if (quoted !== null) {
    const [written, double, single, raw] = quoted;
    const text = raw ?? unescape(double ?? single ?? '', at);
    return { token: { kind: 'text', text, written, at }, end: at + written.length };
  }
  for (const [kind, pattern] of PATTERNS) {
    const text = matchAt(pattern, query, at)?.[0];
    if (text !== undefined) return { token: { kind, text, written: text, at }, end: at + text.length };
  }
  throw new QueryError('bad_data', complaintAt(query, at), at);
}

function complaintAt(query: string, at: number): string {
  const character = String.fromCodePoint(query.codePointAt(at) ?? 0);
  if (/["'`]/.test(character)) return 'unterminated quoted string';
  if (/[\d.]/.test(character)) {
    return `bad number or duration syntax: ${JSON.stringify(/^[\w.]*/.exec(query.slice(at))?.[0])}`;
  }
  return `unexpected character: '${character}'`;
}

function skipBlank(query: string, at: number): number {
  return at + (matchAt(BLANK, query, at)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, query: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(query);
}

const ESCAPED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([\s\S]))/g;

/** Go's escapes; those by bytes only as far as they are ASCII. */
function unescape(text: string, at: number): string {
  return text.replaceAll(
    ESCAPE,
    (written, byte?: string, short?: string, long?: string, ...[octal, letter]: string[]) => {
      const hex = byte ?? short ?? long;
      const code =
        hex === undefined ? (octal === undefined ? undefined : Number.parseInt(octal, 8)) : Number.parseInt(hex, 16);
      if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
      const plain = ESCAPED[letter ?? ''];
      if (plain === undefined) throw new QueryError('bad_data', `unknown escape sequence ${written}`, at);
      return plain;
    },
  );
}
