import { compileRegexp, RegexpError } from '../../core/go/regexp.ts';
import type { Value } from '../../core/value.ts';
import type { Node } from '../syntax/node.ts';
import { SyntaxStop } from '../syntax/syntax-error.ts';
import { fromBytes, hasStrayBytes, toBinary, toValid } from '../text/bytes.ts';
import { isNil } from '../values/nil.ts';
import type { Compiling } from './code.ts';
import type { Run } from './run.ts';
import { asText, notA, stop } from './stop.ts';

type Step = (value: Value, run: Run) => Value;

/** The code of `value matches pattern`. A literal pattern is compiled here, once. */
export function compileMatch(compiling: Compiling, pattern: Node): Step {
  if (pattern.kind === 'text') {
    const regexp = compileLiteral(pattern, pattern.value);
    return (value) => !isNil(value) && regexp.matches(subjectOf(value));
  }
  const code = compiling.operand(pattern);
  return (value, run) => {
    const text = code(run);
    return !isNil(value) && !isNil(text) && matches(value, asText(text));
  };
}

/** A literal that only folding has made is first looked at here. The original adds a stack trace to this error; we do not. */
function compileLiteral({ place }: Node, text: string): ReturnType<typeof compileRegexp> {
  try {
    return compileRegexp(text);
  } catch (thrown) {
    if (thrown instanceof RegexpError) throw new SyntaxStop(`${thrown.message}\n`, place.from, place.to);
    throw thrown;
  }
}

function matches(value: Value, pattern: string): boolean {
  const subject = subjectOf(value);
  try {
    return compileRegexp(toValid(pattern)).matches(subject);
  } catch (thrown) {
    if (thrown instanceof RegexpError) return stop(thrown.message);
    throw thrown;
  }
}

/** What is searched in: a string, or bytes. */
function subjectOf(value: Value): string {
  if (typeof value === 'string') return toValid(value);
  return value instanceof Uint8Array ? toValid(fromBytes(value)) : notA(value, '[]uint8');
}

/** The code of `contains`, `startsWith`, `endsWith`; nil on either side gives false. */
export function compileTextTest(compiling: Compiling, operator: string, right: Node): Step {
  const code = compiling.operand(right);
  const test = TESTS.get(operator);
  if (test === undefined) throw new Error(`no code for the operator ${operator}`);
  return (value, run) => {
    const part = code(run);
    return !isNil(value) && !isNil(part) && onBytes(asText(value), asText(part), test);
  };
}

type Test = (text: string, part: string) => boolean;

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['contains', (text, part) => text.includes(part)],
  ['startsWith', (text, part) => text.startsWith(part)],
  ['endsWith', (text, part) => text.endsWith(part)],
]);

/** Half a character can be found inside a whole one, so strings with such bytes are compared as bytes. */
function onBytes(text: string, part: string, test: Test): boolean {
  return hasStrayBytes(text) || hasStrayBytes(part) ? test(toBinary(text), toBinary(part)) : test(text, part);
}
