import { Typed, type Value } from '../../core/value.ts';
import type { Node } from '../syntax/node.ts';
import type { Run } from './run.ts';

/** A part of a condition, ready to be evaluated. */
export type Code = (run: Run) => Value;

/** What the parts of the compiler need from each other. */
export interface Compiling {
  /** The code of a part. */
  code(node: Node): Code;
  /** The same, with pointers followed where there may be some. */
  operand(node: Node): Code;
  /** The place of the variable that `name` means at this node; undefined if it means none. */
  slotOf(node: Node, name: string): number | undefined;
}

class Skipped extends Typed {
  readonly goType = 'skipped';
}

/** What a chain gives from the `?.` that found nil up to its end. */
export const SKIPPED: Value = new Skipped();
