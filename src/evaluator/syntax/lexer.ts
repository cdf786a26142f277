import { fromBinary, toBinary } from '../text/bytes.ts';
import { quoteText } from '../text/quote-text.ts';
import { isSpace, isWordCharacter, nameCharacter } from './characters.ts';
import { unescapeBytes, unescapeText } from './escapes.ts';
import { numberEnd, stringEnd } from './literal-end.ts';
import { SyntaxStop } from './syntax-error.ts';
import type { Token, TokenKind } from './token.ts';

const WORD_OPERATORS = new Set([
  'not',
  'in',
  'or',
  'and',
  'matches',
  'contains',
  'startsWith',
  'endsWith',
  'let',
  'if',
  'else',
]);
/** What `not` may stand before, to mean the opposite of it. */
const NEGATED = new Set(['in', 'matches', 'contains', 'startsWith', 'endsWith']);

/**
 * Cuts a condition into words, one at a time, because a parser that gives up early never meets the errors behind.
 * Follows expr-lang v1.17.8 (expr.md §3), down to which of two errors is met first.
 */
export class Lexer {
  readonly #text: string;
  #at = 0;
  #ready: Token[] = [];
  #ended = false;
  #stopped: SyntaxStop | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * The next word; undefined once `EOF` was given.
   *
   * @throws SyntaxStop for what is no word; and again on every later call
   */
  next(): Token | undefined {
    if (this.#stopped !== undefined) throw this.#stopped;
    while (this.#ready.length === 0 && !this.#ended) this.#read();
    return this.#ready.shift();
  }

  #read(): void {
    const from = this.#at;
    const character = this.#characterAt(from);
    if (character === '') this.#end();
    else if (isSpace(character)) this.#at += character.length;
    else if (this.#readQuoted(character) || this.#readSymbol(character)) return;
    else if (/^\d/.test(character)) this.#readNumber();
    else if (isWordCharacter(character)) this.#readWord();
    else this.#stop(`unrecognized character: ${nameCharacter(character)}`, from + character.length);
  }

  #end(): void {
    this.#ready.push({ kind: 'EOF', value: '', from: this.#at, to: this.#at });
    this.#ended = true;
  }

  #readQuoted(character: string): boolean {
    if (character === '"' || character === "'") this.#readText(character, 0);
    else if (character === '`') this.#readRaw();
    else if (/^[bB]$/.test(character) && /["']/.test(this.#text.charAt(this.#at + 1))) {
      this.#readText(this.#text.charAt(this.#at + 1), 1);
    } else return false;
    return true;
  }

  /** A quoted string; `prefix` is 1 for a byte string. */
  #readText(quote: string, prefix: 0 | 1): void {
    const start = this.#at + prefix + 1;
    const end = stringEnd(this.#text, start, quote);
    if (typeof end !== 'number') return this.#stop(end.message, end.at);
    const body = this.#text.slice(start, end - 1);
    const resolved = prefix === 1 ? unescapeBytes(body) : unescapeText(body);
    if ('reason' in resolved) return this.#stop(resolved.reason, end);
    const value = prefix === 1 ? fromBinary(toBinary(resolved.text)) : resolved.text;
    this.#emit(prefix === 1 ? 'Bytes' : 'String', end, value);
  }

  /** A string between backticks: no escapes, a doubled backtick is one. */
  #readRaw(): void {
    let end = this.#text.indexOf('`', this.#at + 1);
    while (end >= 0 && this.#text.charAt(end + 1) === '`') end = this.#text.indexOf('`', end + 2);
    if (end < 0) this.#stop('literal not terminated', this.#text.length);
    const value = this.#text
      .slice(this.#at + 1, end)
      .replaceAll('``', '`')
      .toWellFormed();
    this.#emit('String', end + 1, value);
  }

  #readSymbol(character: string): boolean {
    if (character === '/') return this.#readSlash();
    if (character === '#') return this.#readPointer();
    if (character === '.') return this.#readDot();
    if (/^[()[\]{}]$/.test(character)) this.#emit('Bracket', this.#at + 1);
    else if (/^[,;%+\-^]$/.test(character)) this.#emit('Operator', this.#at + 1);
    else if (character === '?') this.#emitPair('.?');
    else if (character === '|') this.#emitPair('|');
    else if (character === ':') this.#emitPair(':');
    else if (/^[&!=*<>]$/.test(character)) this.#emitPair('&=*');
    else return false;
    return true;
  }

  /** An operator of one character, or of two if the second is one of `seconds`. */
  #emitPair(seconds: string): void {
    const second = this.#text.charAt(this.#at + 1);
    this.#emit('Operator', this.#at + (second !== '' && seconds.includes(second) ? 2 : 1));
  }

  #readSlash(): true {
    const next = this.#text.charAt(this.#at + 1);
    if (next === '/') this.#skipLine();
    else if (next === '*') this.#skipBlock();
    else this.#emit('Operator', this.#at + 1);
    return true;
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end + 1;
  }

  #skipBlock(): void {
    const end = this.#text.indexOf('*/', this.#at + 2);
    if (end < 0) this.#stop('unclosed comment', this.#text.length);
    this.#at = end + 2;
  }

  /** `#`, and the name that stands right behind it as a word of its own. */
  #readPointer(): true {
    this.#emitPair('#');
    const end = this.#wordEnd();
    if (end > this.#at) this.#emit('Identifier', end);
    return true;
  }

  #readDot(): true {
    const next = this.#text.charAt(this.#at + 1);
    // What follows the point may have a point of its own: `.5.5` is one word, and no number.
    if (/^\d$/.test(next)) this.#readNumber(this.#at + 1);
    else this.#emit('Operator', this.#at + (next === '.' ? 2 : 1));
    return true;
  }

  #readNumber(digits = this.#at): void {
    const end = numberEnd(this.#text, digits);
    const next = this.#characterAt(end);
    if (next !== '' && isWordCharacter(next)) {
      const read = this.#text.slice(this.#at, end + next.length);
      this.#stop(`bad number syntax: ${quoteText(read)}`, end + next.length);
    }
    this.#emit('Number', end);
  }

  #readWord(): void {
    const end = this.#wordEnd();
    const word = this.#text.slice(this.#at, end);
    this.#emit(WORD_OPERATORS.has(word) ? 'Operator' : 'Identifier', end);
    if (word === 'not') this.#readNegated();
  }

  /** The operator behind `not`, read here because only blanks may stand between the two. */
  #readNegated(): void {
    const blanks = /^ */.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += blanks.length;
    const end = this.#wordEnd();
    if (NEGATED.has(this.#text.slice(this.#at, end))) this.#emit('Operator', end);
  }

  #wordEnd(start = this.#at): number {
    let end = start;
    for (let next = this.#characterAt(end); next !== '' && isWordCharacter(next); next = this.#characterAt(end)) {
      end += next.length;
    }
    return end;
  }

  #characterAt(at: number): string {
    const code = this.#text.codePointAt(at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #emit(kind: TokenKind, to: number, value = this.#text.slice(this.#at, to)): void {
    this.#ready.push({ kind, value, from: this.#at, to });
    this.#at = to;
  }

  #stop(message: string, end: number): never {
    this.#stopped = new SyntaxStop(message, Math.max(end - 1, 0), end);
    throw this.#stopped;
  }
}
