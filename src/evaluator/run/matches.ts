import { compileRegexp, type GoRegexp, RegexpError } from '../../core/go/regexp.ts';
import { regexpWeight } from '../../core/go/regexp-weight.ts';
import type { Value } from '../../core/value.ts';
import type { Node } from '../syntax/node.ts';
import { SyntaxStop } from '../syntax/syntax-error.ts';
import { fromBytes, hasStrayBytes, toBinary, toValid } from '../text/bytes.ts';
import { isNil } from '../values/nil.ts';
import type { Run } from './run.ts';
import { asText, notA, stop } from './stop.ts';

/** Steps that compiling one part of a regular expression takes the time of. */
const STEPS_A_PART = 45;

/** The code of `value matches "…"`. The pattern is compiled here, once. */
export function compilePattern({ place }: Node, pattern: string): (value: Value, run: Run) => boolean {
  let regexp: GoRegexp;
  try {
    regexp = compileRegexp(pattern);
  } catch (thrown) {
    if (!(thrown instanceof RegexpError)) throw thrown;
    // Only a literal that folding has made is first looked at here. The original adds a stack trace to this error; we add the line break.
    throw new SyntaxStop(`${thrown.message}\n`, place.from, place.to);
  }
  return (value, run) => !isNil(value) && found(regexp, subjectOf(value), run);
}

/** `value matches pattern` with a pattern that is only known now. Nil on either side gives false. */
export function matches(value: Value, pattern: Value, run: Run): boolean {
  if (isNil(value) || isNil(pattern)) return false;
  const text = asText(pattern);
  const subject = subjectOf(value);
  if (hasStrayBytes(text)) return stop(`error parsing regexp: invalid UTF-8: \`${toValid(text)}\``);
  try {
    run.afford(STEPS_A_PART * regexpWeight(text));
    return found(compileRegexp(text), subject, run);
  } catch (thrown) {
    if (thrown instanceof RegexpError) return stop(thrown.message);
    throw thrown;
  }
}

function found(regexp: GoRegexp, subject: string, run: Run): boolean {
  run.afford(regexp.size * subject.length);
  return regexp.matches(subject);
}

/** What is searched in: a string, or bytes. */
function subjectOf(value: Value): string {
  if (typeof value === 'string') return toValid(value);
  return value instanceof Uint8Array ? toValid(fromBytes(value)) : notA(value, '[]uint8');
}

/** `contains`, `startsWith`, `endsWith`; nil on either side gives false. */
export function textTest(test: (text: string, part: string) => boolean): (value: Value, part: Value) => boolean {
  return (value, part) => !isNil(value) && !isNil(part) && onBytes(asText(value), asText(part), test);
}

/** Half a character can be found inside a whole one, so strings with such bytes are compared as bytes. */
function onBytes(text: string, part: string, test: (text: string, part: string) => boolean): boolean {
  return hasStrayBytes(text) || hasStrayBytes(part) ? test(toBinary(text), toBinary(part)) : test(text, part);
}
