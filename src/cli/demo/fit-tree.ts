import type { Node } from '../tree/node.ts';

/**
 * A tree that takes no more lines than there are: first old revisions without pods go, then the pods, then what stands last.
 *
 * @param rows  from 1
 */
export function fitTree(root: Node, rows: number): Node {
  const narrower = [root, withoutIdle(root), withoutPods(withoutIdle(root))];
  const fitting = narrower.find((tree) => lines(tree) <= rows);
  return fitting ?? firstLines(withoutPods(withoutIdle(root)), rows).tree;
}

function lines({ children }: Node): number {
  return 1 + children.reduce((sum, child) => sum + lines(child), 0);
}

/** The newest revision stays, whatever it has. */
function withoutIdle(root: Node): Node {
  return { ...root, children: root.children.filter((revision, index) => index === 0 || hasPods(revision)) };
}

function hasPods(node: Node): boolean {
  return node.kind === 'Pod' || node.children.some(hasPods);
}

function withoutPods(node: Node): Node {
  const kept = node.children.filter(({ kind }) => kind !== 'Pod').map(withoutPods);
  const pods = node.children.length - kept.length;
  // Otherwise nothing would say how many there are.
  const notes = pods === 0 ? node.notes : [...node.notes, { word: `pods:${pods}`, isColoured: false, rest: '' }];
  return { ...node, notes, children: kept };
}

interface Cut {
  readonly tree: Node;
  readonly left: number;
}

function firstLines(node: Node, rows: number): Cut {
  let left = rows - 1;
  const children: Node[] = [];
  for (const child of node.children) {
    if (left <= 0) break;
    const cut = firstLines(child, left);
    children.push(cut.tree);
    left = cut.left;
  }
  return { tree: { ...node, children }, left };
}
