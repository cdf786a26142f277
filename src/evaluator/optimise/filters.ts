import type { BuiltinNode, Node } from '../syntax/node.ts';
import { builtinFor } from './patch.ts';
import { forEachNode } from './walk.ts';

/** `map(filter(x, p), q)` goes through the list once, unless `q` counts. */
export function mapWhileFiltering(node: Node): Node {
  if (node.kind !== 'builtin' || node.name !== 'map') return node;
  const [filter, predicate] = node.args;
  if (!isFilter(filter) || filter.mapped !== undefined || predicate?.kind !== 'predicate') return node;
  if (usesIndex(predicate)) return node;
  return builtinFor(node, { name: 'filter', args: filter.args, mapped: predicate.body });
}

function usesIndex(predicate: Node): boolean {
  let found = false;
  forEachNode(predicate, (node) => {
    found ||= node.kind === 'pointer' && node.name === 'index';
  });
  return found;
}

/** `len(filter(x, p))` is `count(x, p)`. */
export function countFiltered(node: Node): Node {
  const [filter] = node.kind === 'builtin' && node.name === 'len' ? node.args : [];
  return isFilter(filter) ? builtinFor(node, { name: 'count', args: filter.args }) : node;
}

/** `filter(x, p)[-1]` and `last(filter(x, p))` stop at the last hit. */
export function findLastFiltered(node: Node): Node {
  return findFiltered(node, { index: -1, name: 'last', becomes: 'findLast' });
}

/** `filter(x, p)[0]` and `first(filter(x, p))` stop at the first hit. */
export function findFirstFiltered(node: Node): Node {
  return findFiltered(node, { index: 0, name: 'first', becomes: 'find' });
}

function findFiltered(node: Node, { index, name, becomes }: { index: number; name: string; becomes: string }): Node {
  if (node.kind === 'member' && !node.isOptional && isFilter(node.object)) {
    const isHit = node.property.kind === 'integer' && node.property.value === index;
    return isHit ? found(node, node.object, { becomes, throws: true }) : node;
  }
  const [filter] = node.kind === 'builtin' && node.name === name ? node.args : [];
  return isFilter(filter) ? found(node, filter, { becomes, throws: false }) : node;
}

function found(node: Node, filter: BuiltinNode, { becomes, throws }: { becomes: string; throws: boolean }): Node {
  const mapped = filter.mapped === undefined ? {} : { mapped: filter.mapped };
  return builtinFor(node, { name: becomes, args: filter.args, throws, ...mapped });
}

function isFilter(node: Node | undefined): node is BuiltinNode {
  return node?.kind === 'builtin' && node.name === 'filter';
}
