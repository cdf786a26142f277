import type { BinaryNode, Node } from '../syntax/node.ts';
import { INT, OBJECT } from '../types/go-type.ts';
import { natureOf } from '../types/nature.ts';
import { binaryFor, inPlaceOf } from './patch.ts';

/** `x in ["a", "b"]` looks into a set; so does `x in [1, 2]`, but only if `x` is statically an int. */
export function useSet(node: Node): Node {
  if (node.kind !== 'binary' || node.operator !== 'in' || node.right.kind !== 'list') return node;
  const { items } = node.right;
  const integers = items.filter((item) => item.kind === 'integer');
  const texts = items.filter((item) => item.kind === 'text');
  if (items.length === 0) return node;
  if (isInt(node.left) && integers.length === items.length) {
    return inSet(
      node,
      'int',
      integers.map(({ value }) => value),
    );
  }
  return texts.length === items.length
    ? inSet(
        node,
        'string',
        texts.map(({ value }) => value),
      )
    : node;
}

function inSet(node: BinaryNode, of: 'int' | 'string', items: readonly (number | bigint | string)[]): Node {
  const set: Node = { kind: 'set', of, items: new Set(items), place: node.right.place, nature: natureOf(OBJECT) };
  return inPlaceOf(node, binaryFor(node, node.operator, [node.left, set]));
}

/** `x in 1..9` with literal bounds is two comparisons if `x` is statically an int. */
export function useBounds(node: Node): Node {
  if (node.kind !== 'binary' || node.operator !== 'in' || !isInt(node.left)) return node;
  const { left, right: range } = node;
  if (range.kind !== 'binary' || range.operator !== '..') return node;
  if (range.left.kind !== 'integer' || range.right.kind !== 'integer') return node;
  const low = binaryFor(node, '>=', [left, range.left]);
  const high = binaryFor(node, '<=', [left, range.right]);
  return inPlaceOf(node, binaryFor(node, 'and', [low, high]));
}

/** True for every type that is an int at heart, such as a month. */
function isInt({ nature }: Node): boolean {
  return nature.type?.kind === INT.kind;
}
