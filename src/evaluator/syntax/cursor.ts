import { UNKNOWN } from '../types/nature.ts';
import { Lexer } from './lexer.ts';
import type { Node } from './node.ts';
import { type SyntaxRefusal, SyntaxStop } from './syntax-error.ts';
import { printToken, type Token, type TokenKind } from './token.ts';

/** How many nodes a condition may have; the original's limit. */
const MAX_NODES = 10_000;

/** A node without what the cursor adds to it. */
type Bare<N> = N extends Node ? Omit<N, 'place' | 'nature'> : never;

/**
 * Walks over the words of a condition and remembers the first thing that is wrong. Parsing goes on after that without making nodes,
 * because a word that cannot be read takes precedence over anything found before, as in the original.
 */
export class Cursor {
  readonly #lexer: Lexer;
  #current: Token = { kind: 'EOF', value: '', from: 0, to: 0 };
  #stashed: Token | undefined;
  #behind = 0;
  #refusal: SyntaxRefusal | undefined;
  #nodes = 0;

  constructor(text: string) {
    this.#lexer = new Lexer(text);
    this.advance();
  }

  /** The word that is looked at. */
  get current(): Token {
    return this.#current;
  }

  /** What is wrong, or undefined so far. */
  get refusal(): SyntaxRefusal | undefined {
    return this.#refusal;
  }

  get isFine(): boolean {
    return this.#refusal === undefined;
  }

  /** Moves to the next word. Behind the last one that is an error, and so is anything that is no word. */
  advance(): void {
    this.#behind = this.#current.to;
    if (this.#stashed !== undefined) {
      this.#current = this.#stashed;
      this.#stashed = undefined;
      return;
    }
    try {
      const next = this.#lexer.next();
      if (next === undefined) this.refuse('unexpected end of expression');
      else this.#current = next;
    } catch (thrown) {
      if (!(thrown instanceof SyntaxStop)) throw thrown;
      this.#refusal = thrown.refusal;
    }
  }

  /** Goes back to `earlier`, the word before the current one. */
  back(earlier: Token): void {
    this.#stashed = this.#current;
    this.#current = earlier;
  }

  is(kind: TokenKind, value?: string): boolean {
    return this.#current.kind === kind && (value === undefined || this.#current.value === value);
  }

  isOperator(value: string): boolean {
    return this.is('Operator', value);
  }

  isBracket(value: string): boolean {
    return this.is('Bracket', value);
  }

  /** Moves on if the current word is the one wanted, refuses it otherwise. */
  expect(kind: TokenKind, value?: string): void {
    if (this.is(kind, value)) this.advance();
    else this.unexpected();
  }

  /** Refuses `token`, by default the current word. */
  unexpected(token = this.#current): void {
    this.refuse(`unexpected token ${printToken(token)}`);
  }

  /** Notes what is wrong at `token`; only the first note counts. */
  refuse(message: string, token = this.#current): void {
    this.#refusal ??= { message, from: token.from, to: token.to };
  }

  /**
   * Makes a node that errors place at `token` and that began at `start`. Undefined once something is wrong.
   */
  make(bare: Bare<Node>, token: Token, start = token.from): Node | undefined {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) this.refuse('compilation failed: expression exceeds maximum allowed nodes');
    return this.isFine ? this.makeUncounted(bare, token, start) : undefined;
  }

  /** Makes a node that does not count towards the limit, as the original does for `if`. */
  makeUncounted(bare: Bare<Node>, token: Token, start: number): Node {
    const place = { from: token.from, to: token.to, start, end: Math.max(this.#behind, token.from) };
    return { ...bare, place, nature: UNKNOWN };
  }
}
