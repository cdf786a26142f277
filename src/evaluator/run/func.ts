import { Typed, type Value } from '../../core/value.ts';
import type { GoType } from '../types/go-type.ts';
import type { Run } from './run.ts';

/** A function as a value: one of Argo's, or a method with its receiver. */
export class Func extends Typed {
  readonly goType: string;
  readonly type: GoType;
  /** Computes the result. The arguments are as many and of such types as `type` says. */
  readonly call: (args: readonly Value[], run: Run) => Value;

  constructor(type: GoType, call: Func['call']) {
    super();
    this.goType = type.name;
    this.type = type;
    this.call = call;
  }
}
