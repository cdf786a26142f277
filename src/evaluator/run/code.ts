import { Typed, type Value } from '../../core/value.ts';
import type { Node } from '../syntax/node.ts';
import type { Run } from './run.ts';

/** A part of a condition, ready to be evaluated. */
export type Code = (run: Run) => Value;

/** What the parts of the compiler need from each other. */
export interface Compiling {
  /**
   * Whether values that wait for others must wait on the run's stack. The original's `findLast` and `findLastIndex` leave booleans behind on
   * its stack, which then stand in for the left operand or the items before: `1 + findLastIndex(…)` fails, `[1, findLast(…)]` is
   * `[true, …]`. So does a chain that is cut short before a call with arguments.
   */
  readonly usesStack: boolean;
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
