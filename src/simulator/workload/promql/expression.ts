/** A query, read. */
export type Expression =
  | NumberLiteral
  | { readonly kind: 'text'; readonly text: string }
  | Selector
  | { readonly kind: 'range'; readonly selector: Selector; readonly rangeMs: number }
  | { readonly kind: 'call'; readonly name: string; readonly parts: readonly Expression[] }
  | { readonly kind: 'aggregate'; readonly operator: string; readonly grouping: Grouping; readonly of: Expression }
  | { readonly kind: 'negate'; readonly of: Expression }
  | Binary;

export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
}

export interface Selector {
  readonly kind: 'selector';
  /** All must hold; the name of the series is one of them. */
  readonly matchers: readonly Matcher[];
}

/** A label that is not there has the value ''. */
export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** Which labels tell groups apart: those that are named, or all others. */
export interface Grouping {
  readonly kind: 'by' | 'without';
  readonly labels: readonly string[];
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  /** Of a comparison: answer 0 or 1 instead of leaving out. */
  readonly isBool: boolean;
  /** By which labels elements of two vectors find each other. */
  readonly matching: Matching;
}

export interface Matching {
  readonly kind: 'on' | 'ignoring';
  readonly labels: readonly string[];
}

export type BinaryOperator = keyof typeof PRECEDENCE;

/** How strongly operators bind; all bind to the left but the power. */
export const PRECEDENCE = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '>': 3,
  '<=': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '^': 6,
} as const;

export function isComparison(operator: BinaryOperator): boolean {
  return PRECEDENCE[operator] === PRECEDENCE['=='];
}

/** `and`, `or`, `unless`: of vectors as sets. */
export function isSetOperator(operator: BinaryOperator): boolean {
  return PRECEDENCE[operator] <= PRECEDENCE.and;
}
