import { Fault } from '../core/fault.ts';
import { withRegexpsUpTo } from '../core/go/regexp.ts';
import { GoTime } from '../core/go/time/go-time.ts';
import type { Instant } from '../core/instant.ts';
import type { Patience } from '../core/patience.ts';
import { runProgram } from './evaluate.ts';
import { type Compiled, compileTime } from './program-cache.ts';
import { typeName } from './values/type-name.ts';

/** Where somebody's patience is asked: characters of a text, and parts of regular expressions in it. A moment is made of a few calls. */
const SHORT = { characters: 2_000, regexpParts: 200 };

/**
 * Evaluates the start or the end of a Prometheus range query, such as `now() - duration("5m")`. Only `isNaN` and `isInf` can be named
 * besides the built-in functions.
 *
 * @returns the moment in milliseconds; what is below a millisecond is its fraction
 * @throws Fault `CONDITION_INVALID` with upstream's text: `expected time.Time, but got string`, or why the text cannot be evaluated
 */
export function evaluateTime(text: string, now: Instant, patience?: Patience): Instant {
  const compiled = patience === undefined ? compileTime(text) : compileShort(text);
  if (!compiled.ok) throw new Fault('CONDITION_INVALID', compiled.refusal.message, { text });
  const answer = runProgram(compiled.program, null, now, patience);
  if (!answer.ok) throw new Fault('CONDITION_INVALID', answer.message, { text });
  const { value } = answer;
  if (value instanceof GoTime) return value.toInstant();
  throw new Fault('CONDITION_INVALID', `expected time.Time, but got ${typeName(value)}`, { text });
}

/** It is compiled at every look. */
function compileShort(text: string): Compiled {
  if (text.length <= SHORT.characters) return withRegexpsUpTo(SHORT.regexpParts, () => compileTime(text));
  const message = `a moment is written with ${SHORT.characters} characters at most, not ${text.length}`;
  return { ok: false, refusal: { message, from: 0, to: text.length } };
}
