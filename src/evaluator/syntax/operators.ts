/** How tightly a binary operator binds, and whether it groups to the right. */
export interface Binding {
  readonly precedence: number;
  readonly isRight?: true;
}

/** Loosest first. A word and its sign (`and`, `&&`) are two spellings of one operator. */
export const BINARY: ReadonlyMap<string, Binding> = new Map<string, Binding>([
  ['|', { precedence: 0 }],
  ['or', { precedence: 10 }],
  ['||', { precedence: 10 }],
  ['and', { precedence: 15 }],
  ['&&', { precedence: 15 }],
  ['==', { precedence: 20 }],
  ['!=', { precedence: 20 }],
  ['<', { precedence: 20 }],
  ['>', { precedence: 20 }],
  ['>=', { precedence: 20 }],
  ['<=', { precedence: 20 }],
  ['in', { precedence: 20 }],
  ['matches', { precedence: 20 }],
  ['contains', { precedence: 20 }],
  ['startsWith', { precedence: 20 }],
  ['endsWith', { precedence: 20 }],
  ['..', { precedence: 25 }],
  ['+', { precedence: 30 }],
  ['-', { precedence: 30 }],
  ['*', { precedence: 60 }],
  ['/', { precedence: 60 }],
  ['%', { precedence: 60 }],
  ['**', { precedence: 100, isRight: true }],
  ['^', { precedence: 100, isRight: true }],
  ['??', { precedence: 500 }],
]);

/** How tightly a prefix operator binds. */
export const UNARY: ReadonlyMap<string, number> = new Map([
  ['not', 50],
  ['!', 50],
  ['-', 90],
  ['+', 90],
]);

/** True for the operators that may be chained: `a < b < c`. */
export function isOrder(operator: string): boolean {
  return operator === '<' || operator === '>' || operator === '<=' || operator === '>=';
}

/** True for `and`, `or` and their signs. */
export function isLogical(operator: string): boolean {
  return operator === 'and' || operator === '&&' || operator === 'or' || operator === '||';
}

/** True for operators that may have `not` before them: `x not in y`. */
export function isNegatable(operator: string): boolean {
  return ['in', 'matches', 'contains', 'startsWith', 'endsWith'].includes(operator);
}
