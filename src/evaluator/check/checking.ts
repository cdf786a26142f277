import type { Node } from '../syntax/node.ts';
import { SyntaxStop } from '../syntax/syntax-error.ts';
import type { Nature } from '../types/nature.ts';

/** What the parts of the checker need from each other. */
export interface Checking {
  /** The nature of a node, checking everything below it. */
  visit(node: Node): Nature;
  /** The same for a predicate, in which `#` is an element of `collection` and `variables` are `#index` and `#acc`. */
  visitPredicate(node: Node, collection: Nature, variables: ReadonlyMap<string, Nature>): Nature;
}

/** Ends the check with an error at `node`. */
export function refuse(node: Node, message: string): never {
  throw new SyntaxStop(message, node.place.from, node.place.to);
}
