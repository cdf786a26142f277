import { add, type Whole } from '../numbers/whole.ts';
import type { BuiltinNode, Node } from '../syntax/node.ts';
import { builtinFor } from './patch.ts';

/** `count(x, p) operator limit` with a literal limit. */
function countOf(node: Node): { count: BuiltinNode; operator: string; limit: Whole } | undefined {
  if (node.kind !== 'binary' || node.left.kind !== 'builtin' || node.right.kind !== 'integer') return undefined;
  const { left: count, operator, right } = node;
  return count.name === 'count' && count.args.length === 2 ? { count, operator, limit: right.value } : undefined;
}

/** `count(x, p) > 0` and `count(x, p) >= 1` are `any(x, p)`. */
export function countAny(node: Node): Node {
  const found = countOf(node);
  if (found === undefined) return node;
  const { count, operator, limit } = found;
  const isAny = (operator === '>' && limit === 0) || (operator === '>=' && limit === 1);
  return isAny ? builtinFor(node, { name: 'any', args: count.args }) : node;
}

/** `count(x, p) > 5` stops counting as soon as the answer is known. */
export function countUntil(node: Node): Node {
  const found = countOf(node);
  if (found === undefined || node.kind !== 'binary' || found.limit < 0) return node;
  const { count, operator, limit } = found;
  const threshold = operator === '>' || operator === '<=' ? add(limit, 1) : limit;
  if (!['>', '>=', '<', '<='].includes(operator) || threshold <= 1) return node;
  node.left = { ...count, threshold };
  return node;
}
