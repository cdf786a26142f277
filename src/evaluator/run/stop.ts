import type { Value } from '../../core/value.ts';
import { typeName } from '../values/type-name.ts';

/** Ends the evaluation of a condition with upstream's message. Never leaves the evaluator. */
export class Stop extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Stop';
  }
}

/** Ends the evaluation. */
export function stop(message: string): never {
  throw new Stop(message);
}

/** Ends the evaluation because a value is not of the Go type that is needed here. */
export function notA(value: Value, wanted: string): never {
  const got = value === null ? 'nil' : typeName(value);
  return stop(`interface conversion: interface {} is ${got}, not ${wanted}`);
}

/** The value, which must be a boolean. */
export function asBool(value: Value): boolean {
  return typeof value === 'boolean' ? value : notA(value, 'bool');
}

/** The value, which must be a string. */
export function asText(value: Value): string {
  return typeof value === 'string' ? value : notA(value, 'string');
}
