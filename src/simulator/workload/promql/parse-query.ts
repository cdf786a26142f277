import { parseFloat64 } from '../../../core/go/parse-float.ts';
import { AGGREGATIONS } from './aggregate.ts';
import { rangeMsOf } from './duration.ts';
import {
  type BinaryOperator,
  type Expression,
  isComparison,
  isSetOperator,
  type Matching,
  PRECEDENCE,
} from './expression.ts';
import { FUNCTIONS, type PromFunction } from './functions.ts';
import { parseGrouping, parseMatching } from './parse-grouping.ts';
import { parseSelector } from './parse-selector.ts';
import { notKnown } from './query-error.ts';
import { TYPE_NAMES, type ValueType } from './result.ts';
import { tokensOf } from './token.ts';
import { isKeyword, TokenCursor } from './token-cursor.ts';

/** An expression with its type, and where it begins. */
export interface Read {
  readonly expression: Expression;
  readonly type: ValueType;
  readonly at: number;
}

/** The most parentheses and signs within each other. */
const DEEPEST = 200;

/**
 * Reads a query of Prometheus' language, as far as we know it.
 *
 * @throws QueryError `bad_data` for a text that is no query, `execution` for what only Prometheus itself knows
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/
 */
export function parseQuery(query: string): Read {
  const parser = new Parser(new TokenCursor(tokensOf(query)));
  return parser.whole();
}

class Parser {
  readonly #cursor: TokenCursor;
  #depth = 0;

  constructor(cursor: TokenCursor) {
    this.#cursor = cursor;
  }

  whole(): Read {
    if (this.#cursor.peek().kind === 'end') throw this.#cursor.fault('no expression found in input', 0);
    const read = this.#binary(1);
    if (this.#cursor.peek().kind !== 'end') throw this.#cursor.unexpected();
    return read;
  }

  /** Operators that bind as strongly as `weakest`, or more strongly. */
  #binary(weakest: number): Read {
    let left = this.#unary();
    for (;;) {
      const { at } = this.#cursor.peek();
      const operator = operatorAt(this.#cursor);
      if (operator === undefined || PRECEDENCE[operator] < weakest) return left;
      this.#cursor.take();
      const isBool = this.#cursor.takeKeyword('bool') !== undefined;
      if (isBool && !isComparison(operator)) {
        throw this.#cursor.fault('bool modifier can only be used on comparison operators', at);
      }
      const matching = parseMatching(this.#cursor);
      const right = this.#binary(operator === '^' ? PRECEDENCE[operator] : PRECEDENCE[operator] + 1);
      this.#checkSides(operator, { at, isBool, matching }, left, right);
      const none: Matching = { kind: 'ignoring', labels: [] };
      const sides = { left: left.expression, right: right.expression };
      left = {
        expression: { kind: 'binary', operator, ...sides, isBool, matching: matching ?? none },
        type: left.type === 'scalar' && right.type === 'scalar' ? 'scalar' : 'vector',
        at: left.at,
      };
    }
  }

  #checkSides(
    operator: BinaryOperator,
    { at, isBool, matching }: { at: number; isBool: boolean; matching: Matching | undefined },
    left: Read,
    right: Read,
  ): void {
    for (const side of [left, right]) {
      if (side.type === 'scalar' || side.type === 'vector') continue;
      throw this.#cursor.fault('binary expression must contain only scalar and instant vector types', side.at);
    }
    const scalar = [left, right].find(({ type }) => type === 'scalar');
    if (scalar === undefined) return;
    if (isSetOperator(operator)) {
      throw this.#cursor.fault(`set operator "${operator}" not allowed in binary scalar expression`, left.at);
    }
    if (matching !== undefined && matching.labels.length > 0) {
      throw this.#cursor.fault('vector matching only allowed between instant vectors', left.at);
    }
    if (isComparison(operator) && !isBool && left.type === right.type) {
      throw this.#cursor.fault('comparisons between scalars must use BOOL modifier', at);
    }
  }

  #unary(): Read {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.#cursor.fault(`more than ${DEEPEST} expressions within each other`);
    const { at } = this.#cursor.peek();
    const isMinus = this.#cursor.takeSign('-');
    const read = isMinus || this.#cursor.takeSign('+') ? this.#signed(at, isMinus) : this.#suffixed();
    this.#depth -= 1;
    return read;
  }

  /** A sign binds less than a power: `-1 ^ 2` is -1. */
  #signed(at: number, isMinus: boolean): Read {
    const read = this.#binary(PRECEDENCE['^']);
    if (read.type !== 'scalar' && read.type !== 'vector') {
      const message = `unary expression only allowed on expressions of type scalar or instant vector, got "${TYPE_NAMES[read.type]}"`;
      throw this.#cursor.fault(message, at);
    }
    return isMinus ? { ...read, expression: { kind: 'negate', of: read.expression }, at } : { ...read, at };
  }

  #suffixed(): Read {
    const isBare = this.#cursor.peek().text !== '(';
    const read = this.#primary();
    const { kind, text } = this.#cursor.peek();
    const whole = kind === 'sign' && text === '[' ? this.#range(read, isBare) : read;
    this.#refuseOtherMoments();
    return whole;
  }

  #refuseOtherMoments(): void {
    const { kind, text } = this.#cursor.peek();
    const modifier = text.toLowerCase();
    if (kind === 'end' || kind === 'text' || (modifier !== 'offset' && modifier !== '@')) return;
    throw notKnown(`"${modifier}"`, 'queries about the moment asked for alone');
  }

  /** @param isBare  the expression before it does not stand in parentheses */
  #range({ expression, at }: Read, isBare: boolean): Read {
    const opening = this.#cursor.take().at;
    if (this.#cursor.peek().kind === 'number') throw this.#cursor.fault('missing unit character in duration');
    if (this.#cursor.peek().kind !== 'duration') throw this.#cursor.unexpected(' in range, expected duration');
    const duration = this.#cursor.take();
    const isSubquery = this.#cursor.peek().text.startsWith(':');
    if (isSubquery) throw notKnown('a subquery "[…:…]"', 'ranges of series: "name[5m]"');
    this.#cursor.expectSign(']', ' in range, expected "]"');
    if (expression.kind !== 'selector' || !isBare)
      throw this.#cursor.fault('ranges only allowed for vector selectors', opening);
    const rangeMs = rangeMsOf(duration.text, duration.at);
    return { expression: { kind: 'range', selector: expression, rangeMs }, type: 'matrix', at };
  }

  #primary(): Read {
    const { kind, text, at } = this.#cursor.peek();
    if (this.#cursor.takeSign('(')) {
      const read = this.#binary(1);
      this.#cursor.expectSign(')', '');
      return { ...read, at };
    }
    if (kind === 'text') {
      this.#cursor.take();
      return { expression: { kind: 'text', text }, type: 'string', at };
    }
    if (kind === 'number' || (kind === 'name' && /^(?:inf|nan)$/i.test(text))) return this.#number();
    if (kind === 'name') return this.#named(text);
    if (kind === 'sign' && text === '{') {
      return { expression: parseSelector(this.#cursor), type: 'vector', at };
    }
    throw this.#cursor.unexpected();
  }

  #number(): Read {
    const { text, at } = this.#cursor.take();
    const isHex = /^0x/i.test(text);
    const read = parseFloat64(isHex ? `${text}p0` : text);
    if (!read.ok) throw this.#cursor.fault(`error parsing number: ${read.error}`, at);
    return { expression: { kind: 'number', value: read.value }, type: 'scalar', at };
  }

  /** A name may be that of a series, of a function or of an aggregation; those with parentheses, or a grouping, behind them. */
  #named(name: string): Read {
    const { at } = this.#cursor.peek();
    const next = this.#cursor.peek(1);
    const isCalled = next.kind === 'sign' && next.text === '(';
    const isGrouped = next.kind === 'name' && /^(?:by|without)$/i.test(next.text);
    const operator = name.toLowerCase();
    if (isCalled || isGrouped) {
      if (AGGREGATIONS.has(operator)) return this.#aggregation(operator);
      const known = FUNCTIONS.get(name);
      if (known !== undefined && isCalled) return this.#call(name, known);
      if (isCalled && !isKeyword(name)) {
        throw notKnown(`function "${name}"`, [...AGGREGATIONS.keys(), ...FUNCTIONS.keys()].join(', '));
      }
    }
    if (/^(?:and|or|unless|bool|on|ignoring|group_left|group_right|offset)$/i.test(name))
      throw this.#cursor.unexpected();
    return { expression: parseSelector(this.#cursor), type: 'vector', at };
  }

  #call(name: string, { takes, optional, gives }: PromFunction): Read {
    const { at } = this.#cursor.take();
    const parts = this.#parts();
    const most = takes.length;
    const least = most - optional;
    if (parts.length < least || parts.length > most) {
      const atLeast = parts.length < least && optional > 0 ? ' at least' : '';
      const atMost = parts.length > most && optional > 0 ? ' at most' : '';
      const number = parts.length < least ? least : most;
      throw this.#cursor.fault(
        `expected${atLeast}${atMost} ${number} argument(s) in call to "${name}", got ${parts.length}`,
        at,
      );
    }
    for (const [i, part] of parts.entries()) this.#expectType(part, takes[i] ?? 'vector', `call to function "${name}"`);
    return { expression: { kind: 'call', name, parts: parts.map(({ expression }) => expression) }, type: gives, at };
  }

  #aggregation(operator: string): Read {
    const { at } = this.#cursor.take();
    const before = parseGrouping(this.#cursor);
    const parts = this.#parts();
    const grouping = before ?? parseGrouping(this.#cursor) ?? { kind: 'by', labels: [] };
    const [of] = parts;
    if (of === undefined || parts.length > 1) {
      throw this.#cursor.fault(
        of === undefined
          ? 'no arguments for aggregate expression provided'
          : `wrong number of arguments for aggregate expression provided, expected 1, got ${parts.length}`,
        at,
      );
    }
    this.#expectType(of, 'vector', 'aggregation expression');
    return { expression: { kind: 'aggregate', operator, grouping, of: of.expression }, type: 'vector', at };
  }

  #parts(): readonly Read[] {
    this.#cursor.expectSign('(', ' in aggregation');
    if (this.#cursor.takeSign(')')) return [];
    const parts = [this.#binary(1)];
    while (this.#cursor.takeSign(',')) parts.push(this.#binary(1));
    this.#cursor.expectSign(')', '');
    return parts;
  }

  #expectType({ type, at }: Read, wanted: ValueType, context: string): void {
    if (type === wanted) return;
    throw this.#cursor.fault(`expected type ${TYPE_NAMES[wanted]} in ${context}, got ${TYPE_NAMES[type]}`, at);
  }
}

/** The operator that comes next, not taken yet. */
function operatorAt(cursor: TokenCursor): BinaryOperator | undefined {
  const { kind, text } = cursor.peek();
  if (kind !== 'sign' && kind !== 'name') return undefined;
  const written = kind === 'name' ? text.toLowerCase() : text;
  return isOperator(written) ? written : undefined;
}

function isOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(PRECEDENCE, text);
}
