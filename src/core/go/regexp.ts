import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { textOf } from '../fault.ts';
import { regexpWeight } from './regexp-weight.ts';

/** A compiled regular expression of Go's dialect, RE2. Matching takes time linear in the text. */
export interface GoRegexp {
  /** Whether the expression is found anywhere in `text`. */
  matches(text: string): boolean;
  /** How much it is compiled to: at worst, matching looks at all of it for each character of the text. */
  readonly size: number;
}

/** What is wrong with a regular expression, in Go's words: ``error parsing regexp: missing closing ): `(` ``. */
export class RegexpError extends Error {
  override readonly name = 'RegexpError';
}

/** Compiled expressions that are kept, and their parts in all: some megabytes. */
const KEPT = { expressions: 500, parts: 200_000 };
/** The one used longest ago first. */
const cache = new Map<string, GoRegexp>();
let keptParts = 0;

/**
 * Compiles a regular expression in the syntax of Go's regexp package. Some hundreds are kept.
 * Two groups of one name, and names of Unicode classes that Go knows since 1.25 (`\p{Letter}`), are refused, unlike in the newest Go.
 *
 * @throws RegexpError with Go's text
 * @see https://pkg.go.dev/regexp/syntax
 */
export function compileRegexp(text: string): GoRegexp {
  const known = cache.get(text);
  // Putting it in again makes it the last to be dropped.
  if (known !== undefined) drop(text, known);
  const compiled = known ?? compile(text);
  cache.set(text, compiled);
  keptParts += compiled.size;
  for (const [oldest, one] of cache) {
    if (cache.size <= KEPT.expressions && keptParts <= KEPT.parts) break;
    drop(oldest, one);
  }
  return compiled;
}

function drop(text: string, { size }: GoRegexp): void {
  cache.delete(text);
  keptParts -= size;
}

/** How many parts may still be compiled; absent: any number. */
let allowance: number | undefined;

/**
 * Does something that compiles what others wrote: a few characters can say what takes seconds (`x{1000}x{1000}…`) and cannot be ended once it has
 * begun. Beyond so many parts in all, as `regexpWeight` counts them, expressions are refused in Go's own words for those that are too large. Those
 * that are known already count nothing.
 *
 * @param work  nothing that is awaited is part of it
 */
export function withRegexpsUpTo<T>(parts: number, work: () => T): T {
  const outer = allowance;
  allowance = parts;
  try {
    return work();
  } finally {
    allowance = outer;
  }
}

function compile(text: string): GoRegexp {
  if (allowance !== undefined) {
    allowance -= regexpWeight(text);
    if (allowance < 0) throw new RegexpError(`error parsing regexp: expression too large: \`${text}\``);
  }
  try {
    const re2 = RE2JS.compile(text);
    return { matches: (subject) => re2.test(subject), size: re2.programSize() };
  } catch (thrown) {
    if (thrown instanceof RE2JSSyntaxException) throw new RegexpError(explain(thrown, text), { cause: thrown });
    if (thrown instanceof RE2JSException) throw new RegexpError(textOf(thrown), { cause: thrown });
    throw thrown;
  }
}

function explain({ error, input }: RE2JSSyntaxException, text: string): string {
  // A limit concerns the expression as a whole; a backslash at the end has nothing behind it to be shown.
  const place = input ?? (error === 'trailing backslash at end of expression' ? '' : text);
  return `error parsing regexp: ${error}: \`${place}\``;
}
