import { parseIf, parseLet } from './blocks.ts';
import { parseCall } from './calls.ts';
import { Cursor } from './cursor.ts';
import { parseList, parseMap, parseNumber, parseText } from './literals.ts';
import type { Node } from './node.ts';
import { BINARY, type Binding, isNegatable, isOrder, UNARY } from './operators.ts';
import type { Parsing } from './parsing.ts';
import { parsePostfix } from './postfix.ts';
import type { SyntaxRefusal } from './syntax-error.ts';
import type { Token } from './token.ts';

/** How deep parts may be nested. Parentheses that open directly behind each other count once, operators in a row do not count. */
const MAX_DEPTH = 1000;

/**
 * Reads a condition, exactly as expr-lang v1.17.8 does (expr.md §3 and §4), down to the error that is reported.
 * Deeper nesting than 1,000 levels is refused here, with a message of our own; the original has no such limit.
 *
 * @returns the condition as a tree, or why it is none
 */
export function parseCondition(text: string): { readonly node: Node } | { readonly refusal: SyntaxRefusal } {
  return new Parser(text).condition();
}

/** A left side and what came before it. */
interface Left {
  readonly node: Node | undefined;
  readonly start: number;
  readonly precedence: number;
}

class Parser implements Parsing {
  readonly cursor: Cursor;
  #predicates = 0;
  #depth = 0;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  condition(): { readonly node: Node } | { readonly refusal: SyntaxRefusal } {
    const { cursor } = this;
    const node = this.sequence();
    if (!cursor.is('EOF')) cursor.unexpected();
    if (cursor.refusal !== undefined) return { refusal: cursor.refusal };
    if (node === undefined) throw new Error('the parser gave neither a tree nor a reason');
    return { node };
  }

  sequence(): Node | undefined {
    const start = this.cursor.current.from;
    return this.#restOfSequence(this.expression(0), start);
  }

  expression(precedence: number): Node | undefined {
    return this.cursor.isFine ? this.deeper(() => this.#expression(precedence)) : undefined;
  }

  predicate(): Node | undefined {
    const { cursor } = this;
    const token = cursor.current;
    const isBraced = cursor.isBracket('{');
    if (isBraced) cursor.advance();
    this.#predicates += 1;
    const body = isBraced ? this.sequence() : this.expression(0);
    if (!isBraced && cursor.isOperator(';')) cursor.refuse('wrap predicate with brackets { and }');
    this.#predicates -= 1;
    if (isBraced) cursor.expect('Bracket', '}');
    return body && cursor.make({ kind: 'predicate', body }, token);
  }

  #expression(precedence: number): Node | undefined {
    const { cursor } = this;
    const start = cursor.current.from;
    if (precedence === 0 && cursor.isOperator('let')) return parseLet(this);
    if (precedence === 0 && cursor.isOperator('if')) return parseIf(this);
    return this.#restOfExpression({ node: this.#primary(), start, precedence });
  }

  /** Everything behind the first operand of an expression. */
  #restOfExpression(left: Left): Node | undefined {
    const node = this.#operators(left);
    return left.precedence === 0 ? this.#ternary(node, left.start) : node;
  }

  #restOfSequence(first: Node | undefined, start: number): Node | undefined {
    const { cursor } = this;
    const steps = first === undefined ? [] : [first];
    while (cursor.isOperator(';') && cursor.isFine) {
      cursor.advance();
      if (cursor.is('EOF')) break;
      const step = this.expression(0);
      if (step !== undefined) steps.push(step);
    }
    if (first === undefined || steps.length === 1) return first;
    return cursor.make({ kind: 'sequence', steps }, { ...cursor.current, ...first.place }, start);
  }

  #operators({ node: first, start, precedence }: Left): Node | undefined {
    const { cursor } = this;
    let node = first;
    let before = '';
    while (cursor.is('Operator') && cursor.isFine) {
      const found = this.#operator(precedence);
      if (found === undefined) break;
      const { token, binding, negation } = found;
      cursor.advance();
      if (token.value === '|') {
        node = this.#pipe(node, start);
      } else if (before === '??' && token.value !== '??') {
        const rest = 'and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.';
        cursor.refuse(`Operator (${token.value}) ${rest}`, token);
        break;
      } else if (isOrder(token.value)) {
        node = this.#comparisons({ node, start, precedence: binding.precedence }, token);
      } else {
        node = this.#binary({ node, start, precedence: binding.precedence }, token);
        if (negation) node = node && cursor.make({ kind: 'unary', operator: 'not', operand: node }, token, start);
        if (node === undefined) return undefined;
      }
      before = token.value;
    }
    return node;
  }

  /** The operator at hand if it binds tightly enough; with `not` before it, the one behind. */
  #operator(precedence: number): { token: Token; binding: Binding; negation: boolean } | undefined {
    const { cursor } = this;
    const first = cursor.current;
    const negation = first.value === 'not';
    if (negation) {
      cursor.advance();
      if (!isNegatable(cursor.current.value)) {
        cursor.unexpected();
        return undefined;
      }
    }
    const token = cursor.current;
    const binding = BINARY.get(token.value);
    if (binding !== undefined && binding.precedence >= precedence) return { token, binding, negation };
    if (negation) cursor.back(first);
    return undefined;
  }

  #pipe(node: Node | undefined, start: number): Node | undefined {
    const token = this.cursor.current;
    this.cursor.expect('Identifier');
    return parseCall(this, { token, start, piped: node === undefined ? [] : [node] });
  }

  #binary({ node: left, start, precedence }: Left, token: Token): Node | undefined {
    const isRight = BINARY.get(token.value)?.isRight === true;
    const right = this.expression(isRight ? precedence : precedence + 1);
    if (left === undefined || right === undefined) return undefined;
    return this.cursor.make({ kind: 'binary', operator: token.value, left, right }, token, start);
  }

  /** `a < b < c` is `a < b && b < c`, with one and the same `b`. */
  #comparisons({ node: first, start, precedence }: Left, operator: Token): Node | undefined {
    const { cursor } = this;
    let whole: Node | undefined;
    let left = first;
    let leftStart = start;
    for (let token = operator; ; cursor.advance()) {
      const rightStart = cursor.current.from;
      const right = this.expression(precedence + 1);
      if (left === undefined || right === undefined) return undefined;
      const one = cursor.make({ kind: 'binary', operator: token.value, left, right }, token, leftStart);
      const both =
        one && whole && cursor.make({ kind: 'binary', operator: '&&', left: whole, right: one }, token, start);
      whole = both ?? one;
      if (whole === undefined) return undefined;
      left = right;
      leftStart = rightStart;
      token = cursor.current;
      if (token.kind !== 'Operator' || !isOrder(token.value) || !cursor.isFine) return whole;
    }
  }

  #ternary(first: Node | undefined, start: number): Node | undefined {
    const { cursor } = this;
    let node = first;
    while (cursor.isOperator('?') && cursor.isFine) {
      cursor.advance();
      const isShort = cursor.isOperator(':');
      const whenTrue = isShort ? node : this.expression(0);
      cursor.expect('Operator', ':');
      const whenFalse = this.expression(0);
      if (node === undefined || whenTrue === undefined || whenFalse === undefined) return undefined;
      const parts = { condition: node, whenTrue, whenFalse };
      node = cursor.make({ kind: 'conditional', isTernary: true, ...parts }, cursor.current, start);
    }
    return node;
  }

  deeper(parse: () => Node | undefined): Node | undefined {
    if (!this.#enter()) return undefined;
    const node = parse();
    this.#depth -= 1;
    return node;
  }

  /** Goes one level deeper, or refuses to. */
  #enter(): boolean {
    if (this.#depth >= MAX_DEPTH) this.cursor.refuse(`expression is nested more than ${MAX_DEPTH} levels deep`);
    if (this.#depth >= MAX_DEPTH) return false;
    this.#depth += 1;
    return true;
  }

  #primary(): Node | undefined {
    const { cursor } = this;
    const token = cursor.current;
    const precedence = token.kind === 'Operator' ? UNARY.get(token.value) : undefined;
    if (precedence !== undefined) return this.#unary(token, precedence);
    if (cursor.isBracket('(')) return this.#parentheses();
    if (this.#predicates > 0 && (cursor.isOperator('#') || cursor.isOperator('.'))) return this.#pointer();
    if (cursor.isOperator('::')) return this.#builtin();
    return this.#secondary(token);
  }

  #unary(token: Token, precedence: number): Node | undefined {
    this.cursor.advance();
    const operand = this.expression(precedence);
    const node = operand && this.cursor.make({ kind: 'unary', operator: token.value, operand }, token);
    return node && parsePostfix(this, node, token.from);
  }

  /** Parentheses that open directly behind each other are taken in a loop: however many there are, they need no stack. */
  #parentheses(): Node | undefined {
    const { cursor } = this;
    const starts: number[] = [];
    for (; cursor.isBracket('(') && cursor.isFine; cursor.advance()) starts.push(cursor.current.from);
    let node = this.sequence();
    for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
      cursor.expect('Bracket', ')');
      node = parsePostfix(this, node, start);
      if (starts.length === 0) return node;
      node = this.#restOfSequence(this.#restOfExpression({ node, start, precedence: 0 }), start);
    }
    return node;
  }

  /** `#`, `#name`, or the point of `.field`, which stays for what follows. */
  #pointer(): Node | undefined {
    const { cursor } = this;
    const token = cursor.current;
    let name = '';
    if (cursor.isOperator('#')) {
      cursor.advance();
      if (cursor.is('Identifier')) {
        name = cursor.current.value;
        cursor.advance();
      }
    }
    const node = cursor.make({ kind: 'pointer', name }, token);
    return node && parsePostfix(this, node, token.from);
  }

  /** `::name(…)`. */
  #builtin(): Node | undefined {
    const { cursor } = this;
    const start = cursor.current.from;
    cursor.advance();
    const token = cursor.current;
    cursor.expect('Identifier');
    return parsePostfix(this, parseCall(this, { token, start, piped: [] }), start);
  }

  #secondary(token: Token): Node | undefined {
    const { cursor } = this;
    switch (token.kind) {
      case 'Identifier':
        cursor.advance();
        return this.#named(token);
      case 'Number':
        cursor.advance();
        return parseNumber(this, token);
      case 'String':
      case 'Bytes':
        cursor.advance();
        return parsePostfix(this, parseText(this, token), token.from);
      case 'Bracket':
      case 'Operator':
      case 'EOF':
        return parsePostfix(this, this.#bracketed(token), token.from);
    }
  }

  /** `true`, `false`, `nil` take nothing behind them; other names do. */
  #named(token: Token): Node | undefined {
    const { cursor } = this;
    if (token.value === 'true' || token.value === 'false') {
      return cursor.make({ kind: 'bool', value: token.value === 'true' }, token);
    }
    if (token.value === 'nil') return cursor.make({ kind: 'nil' }, token);
    const node = cursor.isBracket('(')
      ? parseCall(this, { token, start: token.from, piped: [] })
      : cursor.make({ kind: 'name', name: token.value }, token);
    return parsePostfix(this, node, token.from);
  }

  #bracketed(token: Token): Node | undefined {
    if (token.kind === 'Bracket' && token.value === '[') return parseList(this, token);
    if (token.kind === 'Bracket' && token.value === '{') return parseMap(this, token);
    this.cursor.unexpected(token);
    return undefined;
  }
}
