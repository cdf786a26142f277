import { Fault } from '../core/fault.ts';
import { GoTime } from '../core/go/time/go-time.ts';
import type { Instant } from '../core/instant.ts';
import { runProgram } from './evaluate.ts';
import { compileTime } from './program-cache.ts';
import { typeName } from './values/type-name.ts';

/**
 * Evaluates the start or the end of a Prometheus range query, such as `now() - duration("5m")`. Only `isNaN` and `isInf` can be named
 * besides the built-in functions.
 *
 * @returns the moment in milliseconds; what is below a millisecond is its fraction
 * @throws Fault `CONDITION_INVALID` with upstream's text: `expected time.Time, but got string`, or why the text cannot be evaluated
 */
export function evaluateTime(text: string, now: Instant): Instant {
  const compiled = compileTime(text);
  if (!compiled.ok) throw new Fault('CONDITION_INVALID', compiled.refusal.message, { text });
  const answer = runProgram(compiled.program, null, now);
  if (!answer.ok) throw new Fault('CONDITION_INVALID', answer.message, { text });
  const { value } = answer;
  if (value instanceof GoTime) return value.toInstant();
  throw new Fault('CONDITION_INVALID', `expected time.Time, but got ${typeName(value)}`, { text });
}
