import type { Node, PairNode } from '../syntax/node.ts';

/** The parts of a node in the order in which they are visited. What the optimiser put aside for `filter` and `find` is not among them. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'chain':
      return [node.inner];
    case 'member':
      return [node.object, node.property];
    case 'slice':
      return [node.object, node.lower, node.upper].filter((part) => part !== undefined);
    case 'call':
      return [node.callee, ...node.args];
    case 'builtin':
      return node.args;
    case 'predicate':
      return [node.body];
    case 'let':
      return [node.value, node.body];
    case 'sequence':
      return node.steps;
    case 'conditional':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'list':
      return node.items;
    case 'map':
      return node.pairs;
    case 'pair':
      return [node.key, node.value];
    default:
      return [];
  }
}

/** Puts others in place of the parts of a node. */
function replaceParts(node: Node, other: (part: Node) => Node): void {
  switch (node.kind) {
    case 'unary':
      node.operand = other(node.operand);
      break;
    case 'binary':
      node.left = other(node.left);
      node.right = other(node.right);
      break;
    case 'chain':
      node.inner = other(node.inner);
      break;
    case 'member':
      node.object = other(node.object);
      node.property = other(node.property);
      break;
    case 'slice':
      node.object = other(node.object);
      node.lower = node.lower && other(node.lower);
      node.upper = node.upper && other(node.upper);
      break;
    case 'call':
      node.callee = other(node.callee);
      node.args = node.args.map(other);
      break;
    case 'builtin':
      node.args = node.args.map(other);
      break;
    case 'predicate':
      node.body = other(node.body);
      break;
    case 'let':
      node.value = other(node.value);
      node.body = other(node.body);
      break;
    case 'sequence':
      node.steps = node.steps.map(other);
      break;
    case 'conditional':
      node.condition = other(node.condition);
      node.whenTrue = other(node.whenTrue);
      node.whenFalse = other(node.whenFalse);
      break;
    case 'list':
      node.items = node.items.map(other);
      break;
    case 'map':
      // Nothing takes the place of a pair.
      node.pairs = node.pairs.map((pair) => other(pair) as PairNode);
      break;
    case 'pair':
      node.key = other(node.key);
      node.value = other(node.value);
      break;
    default:
      break;
  }
}

/**
 * Rewrites a tree from the leaves up: `rewrite` gets every node once, after its parts, and answers what stands in its place.
 * A loop, not a recursion, because operators in a row make trees thousands of nodes deep.
 */
export function rewriteTree(root: Node, rewrite: (node: Node) => Node): Node {
  const rewritten = new Map<Node, Node>();
  const replacement = (part: Node): Node => rewritten.get(part) ?? part;
  forEachNode(root, (node) => {
    replaceParts(node, replacement);
    rewritten.set(node, rewrite(node));
  });
  return replacement(root);
}

/** Visits every node of a tree once, parts before what they are parts of, from left to right. */
export function forEachNode(root: Node, visit: (node: Node) => void): void {
  const done = new Set<Node>();
  const open: { readonly node: Node; readonly isReady: boolean }[] = [{ node: root, isReady: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, isReady } = next;
    if (done.has(node)) continue;
    if (isReady) {
      done.add(node);
      visit(node);
      continue;
    }
    open.push({ node, isReady: true });
    for (const part of partsOf(node).toReversed()) open.push({ node: part, isReady: false });
  }
}
