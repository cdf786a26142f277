import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { textOf } from '../fault.ts';

/** A compiled regular expression of Go's dialect, RE2. Matching takes time linear in the text. */
export interface GoRegexp {
  /** Whether the expression is found anywhere in `text`. */
  matches(text: string): boolean;
}

/** What is wrong with a regular expression, in Go's words: ``error parsing regexp: missing closing ): `(` ``. */
export class RegexpError extends Error {
  override readonly name = 'RegexpError';
}

const CACHE_SIZE = 500;
/** Compiled expressions, the one used longest ago first. */
const cache = new Map<string, GoRegexp>();

/**
 * Compiles a regular expression in the syntax of Go's regexp package. The last 500 are kept.
 * Two groups of one name, and names of Unicode classes that Go knows since 1.25 (`\p{Letter}`), are refused, unlike in the newest Go.
 *
 * @throws RegexpError with Go's text
 * @see https://pkg.go.dev/regexp/syntax
 */
export function compileRegexp(text: string): GoRegexp {
  const compiled = cache.get(text) ?? compile(text);
  // Putting it in again makes it the last to be dropped.
  cache.delete(text);
  cache.set(text, compiled);
  if (cache.size > CACHE_SIZE) {
    const oldest = cache.keys().next();
    if (oldest.done === false) cache.delete(oldest.value);
  }
  return compiled;
}

function compile(text: string): GoRegexp {
  try {
    const re2 = RE2JS.compile(text);
    return { matches: (subject) => re2.test(subject) };
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
