/** One step of a JSON path, or a template around several. */
export type PathNode =
  | { readonly kind: 'list'; readonly nodes: readonly PathNode[] }
  /** Literal text, outside braces or quoted inside. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'recursive' }
  | { readonly kind: 'slice'; readonly slice: Slice }
  | { readonly kind: 'union'; readonly members: readonly ListNode[] }
  | { readonly kind: 'filter'; readonly left: ListNode; readonly operator: string; readonly right: ListNode }
  /** True for an element in which the path finds something. */
  | { readonly kind: 'exists'; readonly path: ListNode }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** `range`, `end`, or a word that is neither. */
  | { readonly kind: 'word'; readonly word: string };

export type ListNode = Extract<PathNode, { kind: 'list' }>;

/** `[start:end:step]`; absent parts were not written. A single index has an end right behind it that was not written either. */
export interface Slice {
  readonly start?: number;
  readonly end?: number;
  /** The end follows from the start. */
  readonly isIndex: boolean;
  readonly step?: number;
}
