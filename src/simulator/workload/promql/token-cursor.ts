import { quote } from '../../../core/go/quote.ts';
import { QueryError } from './query-error.ts';
import type { Token } from './token.ts';

/** Words that are operators or belong to one, wherever they stand outside braces. Their case does not matter. */
const KEYWORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
]);

/** Reads through the words of a query, each once. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #next = 0;
  /** Parentheses that are not closed yet. */
  #open = 0;

  /** @param tokens  ends with the end */
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The word that comes next, or one behind it. Past the end: the end. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? { kind: 'end', text: '', written: '', at: 0 };
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#next += 1;
    return token;
  }

  /** Takes the next word if it is this sign. */
  takeSign(sign: string): boolean {
    const is = this.peek().kind === 'sign' && this.peek().text === sign;
    if (!is) return false;
    this.#next += 1;
    if (sign === '(') this.#open += 1;
    if (sign === ')') this.#open -= 1;
    return true;
  }

  /** Takes the next word if it is one of these keywords, and says which. */
  takeKeyword<T extends string>(...keywords: readonly T[]): T | undefined {
    const { kind, text } = this.peek();
    const found = kind === 'name' ? keywords.find((keyword) => keyword === text.toLowerCase()) : undefined;
    if (found !== undefined) this.#next += 1;
    return found;
  }

  /** @throws QueryError when the next word is something else */
  expectSign(sign: string, context: string): void {
    if (!this.takeSign(sign)) throw this.unexpected(context);
  }

  /** What stands here does not belong here. @param context  where, and what would: ` in label matching, expected string` */
  unexpected(context = ''): QueryError {
    if (this.peek().kind === 'end' && this.#open > 0) return this.fault('unclosed left parenthesis');
    const { text, at } = this.peek();
    // Prometheus shows the place behind a parenthesis that closes nothing.
    const isStray = text === ')' && this.#open === 0;
    return isStray
      ? this.fault(`unexpected ${say(this.peek())}`, at + 1)
      : this.fault(`unexpected ${say(this.peek())}${context}`);
  }

  /** @param at  where; the next word when absent */
  fault(message: string, at = this.peek().at): QueryError {
    return new QueryError('bad_data', message, at);
  }
}

/** True for a word that can be no name of a series at the start of an expression, although it looks like one. */
export function isKeyword(text: string): boolean {
  return KEYWORDS.has(text.toLowerCase());
}

function say({ kind, text, written }: Token): string {
  switch (kind) {
    case 'end':
      return 'end of input';
    case 'text':
      return `string ${quote(written)}`;
    case 'name':
      return isKeyword(text) ? `<${text.toLowerCase()}>` : `identifier "${text}"`;
    case 'sign':
      return PARENTHESES[text] ?? `"${text}"`;
    case 'number':
    case 'duration':
      return `${kind} "${text}"`;
  }
}

const PARENTHESES: Readonly<Record<string, string>> = {
  '(': "left parenthesis '('",
  ')': "right parenthesis ')'",
  '{': "left brace '{'",
  '}': "right brace '}'",
  '[': "left bracket '['",
  ']': "right bracket ']'",
};
