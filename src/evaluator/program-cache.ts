import { check } from './check/check.ts';
import { conditionEnvironment, type Environment, TIME_ENVIRONMENT } from './check/environment.ts';
import { optimise } from './optimise/optimise.ts';
import { ARGO_FUNCTIONS, TIME_FUNCTIONS } from './run/argo-functions.ts';
import { compile, type Program, type Target } from './run/compile.ts';
import { parseCondition } from './syntax/parser.ts';
import { type SyntaxRefusal, SyntaxStop } from './syntax/syntax-error.ts';
import { FLOATS, type GoType, LIST } from './types/go-type.ts';
import { type Nature, NIL, natureOf } from './types/nature.ts';

/** A condition that can be evaluated, or why it cannot, for results of one type. */
export type Compiled =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly refusal: SyntaxRefusal };

/** How many texts are kept; when there are more, all are forgotten. Conditions are few and repeated for hours. */
const MAX_TEXTS = 1000;
/** And how many characters they have together: what a text is compiled to takes a hundred times its room. */
const MAX_CHARACTERS = 512 * 1024;

/** What a text was compiled to, by the static type of the result; nil has no type. */
const cache = new Map<string, Map<GoType | undefined, Compiled>>();
let characters = 0;

/** Compiles a condition for results of a type, or takes what it was compiled to before: nothing else decides the outcome. */
export function compiledFor(text: string, type: GoType | undefined): Compiled {
  const byType = cache.get(text) ?? remember(text);
  const known = byType.get(type);
  if (known !== undefined) return known;
  const compiled = compileCondition(text, type === undefined ? NIL : natureOf(type));
  byType.set(type, compiled);
  return compiled;
}

function remember(text: string): Map<GoType | undefined, Compiled> {
  if (cache.size >= MAX_TEXTS || characters + text.length > MAX_CHARACTERS) {
    cache.clear();
    characters = 0;
  }
  characters += text.length;
  const byType = new Map<GoType | undefined, Compiled>();
  cache.set(text, byType);
  return byType;
}

/** Compiles a condition for a result of this nature; unknown accepts whatever some result would accept. */
export function compileCondition(text: string, result: Nature): Compiled {
  const hasPointers = mayHavePointers(result.type) || namesPlaces(text);
  return compileText(text, conditionEnvironment(result), { functions: ARGO_FUNCTIONS, hasResult: true, hasPointers });
}

/** Compiles the start or the end of a range query. */
export function compileTime(text: string): Compiled {
  return compileText(text, TIME_ENVIRONMENT, {
    functions: TIME_FUNCTIONS,
    hasResult: false,
    hasPointers: namesPlaces(text),
  });
}

function mayHavePointers(type: GoType | undefined): boolean {
  if (type === LIST || type === FLOATS) return false;
  return type?.kind === 'slice' || type?.kind === 'struct' || type?.kind === 'ptr';
}

/** Whether a condition can make a place, which is a pointer. */
function namesPlaces(text: string): boolean {
  return text.includes('timezone') || text.includes('Location');
}

function compileText(text: string, environment: Environment, target: Target): Compiled {
  try {
    const parsed = parseCondition(text);
    if ('refusal' in parsed) return { ok: false, refusal: parsed.refusal };
    check(parsed.node, environment);
    return { ok: true, program: compile(optimise(parsed.node), target) };
  } catch (thrown) {
    return { ok: false, refusal: refusalOf(thrown, text) };
  }
}

function refusalOf(thrown: unknown, text: string): SyntaxRefusal {
  if (thrown instanceof SyntaxStop) return thrown.refusal;
  if (thrown instanceof RangeError) return { message: TOO_DEEP, from: 0, to: text.length };
  throw thrown;
}

/** What is said when the stack does not suffice; the parser's own limit makes this rare. */
export const TOO_DEEP = 'expression is nested too deeply';
