import { add, divide, multiply, subtract, type Whole } from '../numbers/whole.ts';
import type { BinaryNode, IntegerNode, Node } from '../syntax/node.ts';
import { binaryFor, builtinFor, inPlaceOf, integerFor } from './patch.ts';

/** How many numbers a range has, and their sum. */
interface Series {
  readonly count: Whole;
  readonly sum: Whole;
}

/** `sum(1..9)`, also with a predicate such as `# * 2`, and `reduce(1..9, # + #acc)` are computed at once. */
export function sumRange(node: Node): Node {
  if (node.kind !== 'builtin' || (node.name !== 'sum' && node.name !== 'reduce')) return node;
  const [range, predicate, initial] = node.args;
  const series = range && seriesOf(range);
  if (series === undefined) return node;
  const total = node.name === 'sum' ? sumOf(series, predicate) : reduceOf(series, predicate, initial);
  return total === undefined ? node : integerFor(node, total);
}

function seriesOf(range: Node): Series | undefined {
  if (range.kind !== 'binary' || range.operator !== '..') return undefined;
  if (range.left.kind !== 'integer' || range.right.kind !== 'integer') return undefined;
  const { value: from } = range.left;
  const { value: to } = range.right;
  if (to < from) return undefined;
  const count = add(subtract(to, from), 1);
  return { count, sum: divide(multiply(count, add(from, to)), 2) };
}

function sumOf({ count, sum }: Series, predicate: Node | undefined): Whole | undefined {
  if (predicate === undefined) return sum;
  const body = predicate.kind === 'predicate' ? predicate.body : predicate;
  if (isElement(body)) return sum;
  const scale = body.kind === 'binary' ? scaleOf(body) : undefined;
  if (scale === undefined || body.kind !== 'binary') return undefined;
  const all = multiply(count, scale.constant);
  switch (body.operator) {
    case '*':
      return multiply(scale.constant, sum);
    case '+':
      return add(sum, all);
    case '-':
      return scale.isLeft ? subtract(sum, all) : subtract(all, sum);
    default:
      return undefined;
  }
}

/** The integer beside `#`, and whether `#` is on the left. */
function scaleOf({ left, right }: BinaryNode): { constant: Whole; isLeft: boolean } | undefined {
  if (isElement(left) && right.kind === 'integer') return { constant: right.value, isLeft: true };
  if (left.kind === 'integer' && isElement(right)) return { constant: left.value, isLeft: false };
  return undefined;
}

function reduceOf({ sum }: Series, predicate: Node | undefined, initial: Node | undefined): Whole | undefined {
  const body = predicate?.kind === 'predicate' ? predicate.body : undefined;
  if (body?.kind !== 'binary' || body.operator !== '+') return undefined;
  const isPlain = [body.left, body.right].some(isElement) && [body.left, body.right].some(isAccumulator);
  if (!isPlain) return undefined;
  if (initial === undefined) return sum;
  return isInteger(initial) ? add(initial.value, sum) : undefined;
}

function isInteger(node: Node): node is IntegerNode {
  return node.kind === 'integer';
}

function isElement(node: Node): boolean {
  return node.kind === 'pointer' && node.name === '';
}

function isAccumulator(node: Node): boolean {
  return node.kind === 'pointer' && node.name === 'acc';
}

/** `sum([x, y, z])` is `x + (y + z)`. */
export function sumList(node: Node): Node {
  if (node.kind !== 'builtin' || node.name !== 'sum' || node.args.length !== 1) return node;
  const [list] = node.args;
  if (list?.kind !== 'list' || list.items.length < 2) return node;
  const sum = list.items.reduceRight((rest, item) => binaryFor(node, '+', [item, rest]));
  return inPlaceOf(node, sum);
}

/** `sum(map(x, p))` is `sum(x, p)`. */
export function sumMapped(node: Node): Node {
  if (node.kind !== 'builtin' || node.name !== 'sum' || node.args.length !== 1) return node;
  const [map] = node.args;
  if (map?.kind !== 'builtin' || map.name !== 'map' || map.args.length !== 2) return node;
  return builtinFor(node, { name: 'sum', args: map.args });
}
