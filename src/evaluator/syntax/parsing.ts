import type { Cursor } from './cursor.ts';
import type { Node } from './node.ts';

/** What the parts of the parser need from each other. A part that met an error answers undefined. */
export interface Parsing {
  readonly cursor: Cursor;
  /** An expression whose operators bind at least as tightly as `precedence`; 0 takes everything but `;`. */
  expression(precedence: number): Node | undefined;
  /** Expressions separated by `;`. */
  sequence(): Node | undefined;
  /** Parses something one level deeper; refuses what is too deep. */
  deeper(parse: () => Node | undefined): Node | undefined;
  /** A predicate: like an expression, with `#` and `.field` allowed. */
  predicate(): Node | undefined;
}
