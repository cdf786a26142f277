import type jsonata from 'jsonata';
import type { Instant } from '../../core/instant.ts';
import { LinearRegExp } from '../../core/linear-regexp.ts';
import type { Value } from '../../core/value.ts';
import { toJsonata } from './values.ts';

/** How far an expression may go: a second of computing, calls nested this deep, lists of this length. */
const LIMITS = { timeout: 1000, stack: 500, sequence: 1_000_000 };

const CACHE_SIZE = 200;
/** Compiled expressions, the one used longest ago first. */
const cache = new Map<string, jsonata.Expression>();

type Library = typeof jsonata;
/** A function of the library as its environment holds it. */
type Native = { readonly implementation: (this: unknown, ...args: unknown[]) => unknown };

interface Loaded {
  readonly library: Library;
  /** The library's `$toMillis`, which ours stands before. */
  readonly toMillis: Native;
}

let loading: Promise<Loaded> | undefined;

/** Loads the library at its first use, so that runs without JSONata never do. */
function load(): Promise<Loaded> {
  loading ??= import('jsonata').then(async ({ default: library }) => {
    // The library hands a function out as it holds it; there is no other way to reach one that is to be replaced.
    const toMillis = (await library('$toMillis').evaluate(null)) as Native;
    return { library, toMillis };
  });
  return loading;
}

/**
 * Evaluates an expression on a value, which it sees as `$` and as `$result`.
 *
 * The same value and moment always give the same answer: `$now` and `$millis` say `now`, and `$random` and `$shuffle` are refused.
 * Regular expressions run on RE2.
 *
 * @returns what the library gives: undefined for nothing, sequences as marked arrays, functions as they are
 * @throws what the library throws: plain objects with `code`, `position` and `message`, or errors; `reasonOf` words them
 */
export async function evaluateJsonata(text: string, value: Value, now: Instant): Promise<unknown> {
  const expression = await compileJsonata(text);
  const input = toJsonata(value);
  const answer: unknown = await expression.evaluate(input, { result: input, [NOW]: now });
  return answer;
}

/** Compiles an expression, or finds it among the last 200. @throws what the library throws for a text it cannot parse */
export async function compileJsonata(text: string): Promise<jsonata.Expression> {
  const loaded = await load();
  const expression = cache.get(text) ?? compile(text, loaded);
  // Putting it in again makes it the last to be dropped.
  cache.delete(text);
  cache.set(text, expression);
  if (cache.size > CACHE_SIZE) {
    const oldest = cache.keys().next();
    if (oldest.done === false) cache.delete(oldest.value);
  }
  return expression;
}

/** Where the moment is bound. An expression cannot name it: variables have no blanks. */
const NOW = ' now';

function compile(text: string, { library, toMillis }: Loaded): jsonata.Expression {
  // The library only calls the constructor and `exec`, and reads `lastIndex`.
  const RegexEngine = LinearRegExp as unknown as RegExpConstructor;
  const expression = library(text, { ...LIMITS, RegexEngine });
  expression.registerFunction(
    'now',
    function (picture?: string, zone?: string) {
      return formatMoment(this.environment, [momentIn(this.environment), picture, zone]);
    },
    '<s?s?:s>',
  );
  expression.registerFunction(
    'millis',
    function () {
      return momentIn(this.environment);
    },
    '<:n>',
  );
  expression.registerFunction(
    'toMillis',
    function (text?: string, picture?: string) {
      // What a picture leaves out is taken from the library's own clock, unless told otherwise.
      const environment = Object.create(this.environment, {
        timestamp: { value: new Date(momentIn(this.environment)) },
      });
      return toMillis.implementation.call({ ...this, environment }, text, picture);
    },
    '<s-s?:n>',
  );
  for (const name of ['random', 'shuffle']) expression.registerFunction(name, () => refuseChance(name));
  return expression;
}

function momentIn(environment: jsonata.Environment): number {
  return Math.floor(Number(environment.lookup(NOW)));
}

function formatMoment(environment: jsonata.Environment, args: readonly unknown[]): unknown {
  // The library's own functions are such objects, and this one is not replaced.
  const { implementation } = environment.lookup('fromMillis') as Native;
  return implementation.call({ environment }, ...args);
}

function refuseChance(name: string): never {
  throw new Error(`$${name} is not available: the same measurement must always give the same verdict`);
}
