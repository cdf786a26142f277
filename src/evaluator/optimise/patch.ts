import type { BuiltinNode, Node } from '../syntax/node.ts';
import { ANY, BOOL, FLOAT64, type GoType, INT, STRING } from '../types/go-type.ts';
import { natureOf } from '../types/nature.ts';

/** The node as it stands in the place of another, with the other's type. */
export function inPlaceOf(old: Node, node: Node): Node {
  node.nature = natureOf(old.nature.type ?? ANY);
  return node;
}

/** A built-in function's call in the place of `old`. */
export function builtinFor(old: Node, call: Pick<BuiltinNode, 'name' | 'args' | 'mapped' | 'throws'>): Node {
  return { kind: 'builtin', ...call, place: old.place, nature: natureOf(old.nature.type ?? ANY) };
}

function typed(type: GoType, old: Node): Pick<Node, 'place' | 'nature'> {
  return { place: old.place, nature: natureOf(type) };
}

export function boolFor(old: Node, value: boolean): Node {
  return { kind: 'bool', value, ...typed(BOOL, old) };
}

export function integerFor(old: Node, value: number | bigint): Node {
  return { kind: 'integer', value, ...typed(INT, old) };
}

export function floatFor(old: Node, value: number): Node {
  return { kind: 'float', value, ...typed(FLOAT64, old) };
}

export function textFor(old: Node, value: string): Node {
  return { kind: 'text', value, ...typed(STRING, old) };
}

/** `left operator right` in the place of `old`, of unknown type. */
export function binaryFor(old: Node, operator: string, [left, right]: readonly [Node, Node]): Node {
  return { kind: 'binary', operator, left, right, place: old.place, nature: natureOf(undefined) };
}

/** A predicate in the place of `old`, of unknown type. */
export function predicateFor(old: Node, body: Node): Node {
  return { kind: 'predicate', body, place: old.place, nature: natureOf(undefined) };
}
