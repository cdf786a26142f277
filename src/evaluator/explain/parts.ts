import { partsOf } from '../optimise/walk.ts';
import type { BinaryNode, Node } from '../syntax/node.ts';
import { isLogical } from '../syntax/operators.ts';

/** How many parts are shown below one part. */
const MOST_PARTS = 30;

/**
 * The parts of a node that have something to say: no literals, no bodies of predicates, no names of functions or members.
 * A row of `and` or `or` is one part with many; a chain is what is in it.
 */
export function shownParts(node: Node): readonly Node[] {
  const parts = node.kind === 'binary' && isLogical(node.operator) ? operandsInRow(node) : directParts(node);
  const shown = [...new Set(parts)].flatMap((part) =>
    isTransparent(part) ? shownParts(part) : isShown(part) ? [part] : [],
  );
  return shown.slice(0, MOST_PARTS);
}

function directParts(node: Node): readonly Node[] {
  if (node.kind === 'call') return node.callee.kind === 'member' ? [node.callee.object, ...node.args] : node.args;
  return partsOf(node).filter((part) => part.kind !== 'predicate');
}

function operandsInRow(node: BinaryNode): readonly Node[] {
  const operands: Node[] = [node.right];
  let left = node.left;
  for (; left.kind === 'binary' && left.operator === node.operator; left = left.left) operands.push(left.right);
  return [...operands, left].toReversed();
}

/** Shown by its parts only. */
function isTransparent({ kind }: Node): boolean {
  return kind === 'chain' || kind === 'pair' || kind === 'sequence';
}

const LITERALS = new Set<Node['kind']>(['nil', 'integer', 'float', 'bool', 'text', 'bytes', 'predicate', 'pointer']);

function isShown(node: Node): boolean {
  if (LITERALS.has(node.kind)) return false;
  if (node.kind === 'unary' || node.kind === 'list' || node.kind === 'map') return shownParts(node).length > 0;
  return true;
}
