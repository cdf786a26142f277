import { pow } from '../../core/go/pow.ts';
import { add, multiply, negate, remainder, subtract, type Whole } from '../numbers/whole.ts';
import type { BinaryNode, BuiltinNode, Node, UnaryNode } from '../syntax/node.ts';
import { SyntaxStop } from '../syntax/syntax-error.ts';
import { concatenate } from '../text/bytes.ts';
import { LIST } from '../types/go-type.ts';
import { natureOf } from '../types/nature.ts';
import { binaryFor, boolFor, builtinFor, floatFor, inPlaceOf, integerFor, predicateFor, textFor } from './patch.ts';

/**
 * Computes one node whose parts are literals (expr.md §6); any other node is answered as it is.
 *
 * @throws SyntaxStop `integer divide by zero`
 */
export function foldNode(node: Node): Node {
  switch (node.kind) {
    case 'unary':
      return foldUnary(node);
    case 'binary':
      return foldBinary(node);
    case 'list':
      return foldList(node, node.items);
    case 'builtin':
      return foldFilters(node);
    default:
      return node;
  }
}

function foldUnary(node: UnaryNode): Node {
  const { operator, operand } = node;
  if (operator === '!' || operator === 'not') return operand.kind === 'bool' ? boolFor(node, !operand.value) : node;
  const isMinus = operator === '-';
  if (operand.kind === 'integer') return integerFor(node, isMinus ? negate(operand.value) : operand.value);
  if (operand.kind === 'float') return floatFor(node, isMinus ? -operand.value : operand.value);
  return node;
}

function foldBinary(node: BinaryNode): Node {
  switch (node.operator) {
    case '+':
      return foldTexts(node) ?? foldNumbers(node, add, (a, b) => a + b);
    case '-':
      return foldNumbers(node, subtract, (a, b) => a - b);
    case '*':
      return foldNumbers(node, multiply, (a, b) => a * b);
    case '/':
      return foldNumbers(node, undefined, (a, b) => a / b);
    case '**':
    case '^':
      return foldNumbers(node, undefined, pow);
    case '%':
      return foldRemainder(node);
    case 'and':
    case '&&':
      return foldLogic(node, true);
    case 'or':
    case '||':
      return foldLogic(node, false);
    case '==':
      return foldEquality(node);
    default:
      return node;
  }
}

function foldTexts(node: BinaryNode): Node | undefined {
  const { left, right } = node;
  if (left.kind !== 'text' || right.kind !== 'text') return undefined;
  return textFor(node, concatenate(left.value, right.value));
}

/** `whole` computes on two ints; without it, and as soon as one is a float, `float` does. */
function foldNumbers(
  node: BinaryNode,
  whole: ((a: Whole, b: Whole) => Whole) | undefined,
  float: (a: number, b: number) => number,
): Node {
  const { left, right } = node;
  if (!isNumber(left) || !isNumber(right)) return node;
  if (whole !== undefined && left.kind === 'integer' && right.kind === 'integer') {
    return integerFor(node, whole(left.value, right.value));
  }
  return floatFor(node, float(Number(left.value), Number(right.value)));
}

function isNumber(node: Node): node is Node & { kind: 'integer' | 'float' } {
  return node.kind === 'integer' || node.kind === 'float';
}

function foldRemainder(node: BinaryNode): Node {
  const { left, right } = node;
  if (left.kind !== 'integer' || right.kind !== 'integer') return node;
  if (right.value === 0) throw new SyntaxStop('integer divide by zero', node.place.from, node.place.to);
  return integerFor(node, remainder(left.value, right.value));
}

/** `neutral` is what may be left out: true in `and`, false in `or`. What stays is not asked whether it is a boolean. */
function foldLogic(node: BinaryNode, neutral: boolean): Node {
  const { left, right } = node;
  if (left.kind === 'bool' && left.value === neutral) return inPlaceOf(node, right);
  if (right.kind === 'bool' && right.value === neutral) return inPlaceOf(node, left);
  return left.kind === 'bool' || right.kind === 'bool' ? boolFor(node, !neutral) : node;
}

function foldEquality(node: BinaryNode): Node {
  const { left, right } = node;
  if (left.kind === 'integer' && right.kind === 'integer') return boolFor(node, left.value === right.value);
  if (left.kind === 'text' && right.kind === 'text') return boolFor(node, left.value === right.value);
  if (left.kind === 'bool' && right.kind === 'bool') return boolFor(node, left.value === right.value);
  return node;
}

function foldList(node: Node, items: readonly Node[]): Node {
  const literals = items.filter((item) => isNumber(item) || item.kind === 'text' || item.kind === 'bool');
  if (items.length === 0 || literals.length < items.length) return node;
  return { kind: 'constant', items: literals, place: node.place, nature: natureOf(LIST) };
}

/** `filter(filter(x, p), q)` is `filter(x, p && q)`. */
function foldFilters(node: BuiltinNode): Node {
  const [inner, outer] = node.args;
  if (node.name !== 'filter' || inner?.kind !== 'builtin' || inner.name !== 'filter') return node;
  const [list, first] = inner.args;
  if (list === undefined || first?.kind !== 'predicate' || outer?.kind !== 'predicate') return node;
  const both = binaryFor(node, '&&', [first.body, outer.body]);
  return builtinFor(node, { name: 'filter', args: [list, predicateFor(node, both)] });
}
