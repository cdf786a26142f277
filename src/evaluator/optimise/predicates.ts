import type { BuiltinNode, Node } from '../syntax/node.ts';
import { isLogical } from '../syntax/operators.ts';
import { binaryFor, builtinFor, predicateFor } from './patch.ts';
import { printNode } from './print-node.ts';

/** `all(x, p) && all(x, q)` is `all(x, p && q)`; `any` with `||` and `none` with `&&` likewise. */
export function joinPredicates(node: Node): Node {
  if (node.kind !== 'binary' || !isLogical(node.operator)) return node;
  const { left, right } = node;
  if (left.kind !== 'builtin' || right.kind !== 'builtin' || left.name !== right.name) return node;
  const operator = joiner(left.name, node.operator);
  const [list, first] = left.args;
  const [, second] = right.args;
  if (operator === undefined || list === undefined || !isSameList(left, right)) return node;
  if (first?.kind !== 'predicate' || second?.kind !== 'predicate') return node;
  const body = joinPredicates(binaryFor(node, operator, [first.body, second.body]));
  return builtinFor(node, { name: left.name, args: [list, predicateFor(node, body)] });
}

function joiner(name: string, operator: string): string | undefined {
  const isAnd = operator === 'and' || operator === '&&';
  if (name === 'all' && isAnd) return operator;
  if (name === 'any' && !isAnd) return operator;
  if (name === 'none' && isAnd) return operator === 'and' ? 'or' : '||';
  return undefined;
}

function isSameList({ args: [a] }: BuiltinNode, { args: [b] }: BuiltinNode): boolean {
  return a !== undefined && b !== undefined && a.nature.type === b.nature.type && printNode(a) === printNode(b);
}
