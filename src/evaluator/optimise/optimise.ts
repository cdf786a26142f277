import type { Node } from '../syntax/node.ts';
import { countAny, countUntil } from './counts.ts';
import { countFiltered, findFirstFiltered, findLastFiltered, mapWhileFiltering } from './filters.ts';
import { foldNode } from './fold.ts';
import { useBounds, useSet } from './membership.ts';
import { joinPredicates } from './predicates.ts';
import { sumList, sumMapped, sumRange } from './sums.ts';
import { rewriteTree } from './walk.ts';

/** Each goes over the whole tree once, in this order, after folding. */
const PASSES: readonly ((node: Node) => Node)[] = [
  useBounds,
  mapWhileFiltering,
  countFiltered,
  findLastFiltered,
  findFirstFiltered,
  joinPredicates,
  sumRange,
  sumList,
  sumMapped,
  countAny,
  countUntil,
];

/** How often folding starts again while it finds something to fold. */
const MAX_FOLDS = 1000;

/**
 * Rewrites a checked condition as the original does (expr.md §6). This is part of the language: it decides which errors are met.
 *
 * @throws SyntaxStop for a division by a literal zero
 */
export function optimise(root: Node): Node {
  return PASSES.reduce(rewriteTree, fold(rewriteTree(root, useSet)));
}

function fold(root: Node): Node {
  let node = root;
  for (let round = 0; round <= MAX_FOLDS; round += 1) {
    let hasChanged = false;
    node = rewriteTree(node, (before) => {
      const after = foldNode(before);
      hasChanged ||= after !== before;
      return after;
    });
    if (!hasChanged) break;
  }
  return node;
}
