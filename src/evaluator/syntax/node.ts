import type { Nature } from '../types/nature.ts';

/** Where a node stands: `from` and `to` are the word that errors point at, `start` and `end` the whole part. UTF-16 indices. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** What every part of a condition has. The checker writes `nature`; until then it is unknown. */
interface Part {
  readonly place: Place;
  nature: Nature;
}

export interface NilNode extends Part {
  readonly kind: 'nil';
}
export interface NameNode extends Part {
  readonly kind: 'name';
  readonly name: string;
}
export interface IntegerNode extends Part {
  readonly kind: 'integer';
  readonly value: number | bigint;
}
export interface FloatNode extends Part {
  readonly kind: 'float';
  readonly value: number;
}
export interface BoolNode extends Part {
  readonly kind: 'bool';
  readonly value: boolean;
}
export interface TextNode extends Part {
  readonly kind: 'text';
  readonly value: string;
}
export interface BytesNode extends Part {
  readonly kind: 'bytes';
  readonly value: Uint8Array;
}
/** A list of literals, made once; only the optimiser makes these. */
export interface ConstantNode extends Part {
  readonly kind: 'constant';
  readonly items: readonly (IntegerNode | FloatNode | TextNode | BoolNode)[];
}
/** The right side of an `in` whose list became a set; only the optimiser makes these. */
export interface SetNode extends Part {
  readonly kind: 'set';
  readonly of: 'int' | 'string';
  readonly items: ReadonlySet<number | bigint | string>;
}
export interface UnaryNode extends Part {
  readonly kind: 'unary';
  readonly operator: string;
  operand: Node;
}
export interface BinaryNode extends Part {
  readonly kind: 'binary';
  readonly operator: string;
  left: Node;
  right: Node;
}
/** The end of a chain that `?.` may cut short. */
export interface ChainNode extends Part {
  readonly kind: 'chain';
  inner: Node;
}
/** `object.name` or `object[property]`. */
export interface MemberNode extends Part {
  readonly kind: 'member';
  object: Node;
  property: Node;
  readonly isOptional: boolean;
  /** Set when it is called. */
  isMethod: boolean;
}
export interface SliceNode extends Part {
  readonly kind: 'slice';
  object: Node;
  lower: Node | undefined;
  upper: Node | undefined;
}
/** A call of something that is no built-in function. */
export interface CallNode extends Part {
  readonly kind: 'call';
  callee: Node;
  args: Node[];
}
export interface BuiltinNode extends Part {
  readonly kind: 'builtin';
  readonly name: string;
  args: Node[];
  /** What becomes of each hit of `filter` and `find`; only the optimiser sets this. */
  readonly mapped?: Node;
  /** `find` and `findLast` fail without a hit; only the optimiser sets this. */
  readonly throws?: boolean;
  /** `count` may stop here; only the optimiser sets this. */
  readonly threshold?: number | bigint;
}
export interface PredicateNode extends Part {
  readonly kind: 'predicate';
  body: Node;
}
/** `#` (name is empty), `#index`, `#acc`. */
export interface PointerNode extends Part {
  readonly kind: 'pointer';
  readonly name: string;
}
export interface LetNode extends Part {
  readonly kind: 'let';
  readonly name: string;
  value: Node;
  body: Node;
}
export interface SequenceNode extends Part {
  readonly kind: 'sequence';
  steps: Node[];
}
export interface ConditionalNode extends Part {
  readonly kind: 'conditional';
  readonly isTernary: boolean;
  condition: Node;
  whenTrue: Node;
  whenFalse: Node;
}
export interface ListNode extends Part {
  readonly kind: 'list';
  items: Node[];
}
export interface MapNode extends Part {
  readonly kind: 'map';
  pairs: PairNode[];
}
export interface PairNode extends Part {
  readonly kind: 'pair';
  key: Node;
  value: Node;
}

/**
 * A part of a condition. One node may stand in two places: `a < b < c` holds `b` twice, `c ?: d` holds `c` twice.
 */
export type Node =
  | NilNode
  | NameNode
  | IntegerNode
  | FloatNode
  | BoolNode
  | TextNode
  | BytesNode
  | ConstantNode
  | SetNode
  | UnaryNode
  | BinaryNode
  | ChainNode
  | MemberNode
  | SliceNode
  | CallNode
  | BuiltinNode
  | PredicateNode
  | PointerNode
  | LetNode
  | SequenceNode
  | ConditionalNode
  | ListNode
  | MapNode
  | PairNode;
