import { ANY, BOOL, FLOAT64, functionOf, INT64 } from '../types/go-type.ts';
import { type Nature, natureOf } from '../types/nature.ts';

/** The names that a condition can use besides its own variables and the built-in functions. */
export type Environment = ReadonlyMap<string, Nature>;

const FLOAT_TEST = natureOf(functionOf([FLOAT64], [BOOL]));

/** What the start and the end of a Prometheus range query can use. */
export const TIME_ENVIRONMENT: Environment = new Map([
  ['isNaN', FLOAT_TEST],
  ['isInf', FLOAT_TEST],
]);

/** What a condition can use, for a result of this nature. */
export function conditionEnvironment(result: Nature): Environment {
  return new Map([
    ...TIME_ENVIRONMENT,
    ['result', result],
    ['asInt', natureOf(functionOf([ANY], [INT64]))],
    ['asFloat', natureOf(functionOf([ANY], [FLOAT64]))],
    ['isNil', natureOf(functionOf([ANY], [BOOL]))],
    ['default', natureOf(functionOf([ANY, ANY], [ANY]))],
  ]);
}
