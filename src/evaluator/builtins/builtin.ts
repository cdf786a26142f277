import type { Value } from '../../core/value.ts';
import type { Run } from '../run/run.ts';

/** A function of the language. The checker has looked at the number of arguments, and at their types as far as they are known. */
export type Builtin = (args: readonly Value[], run: Run) => Value;

/** The argument at `index`; nil if it was not given. */
export function argument(args: readonly Value[], index: number): Value {
  const value = args[index];
  return value === undefined ? null : value;
}
