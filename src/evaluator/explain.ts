import type { Instant } from '../core/instant.ts';
import type { Patience } from '../core/patience.ts';
import type { Value } from '../core/value.ts';
import { check } from './check/check.ts';
import { conditionEnvironment } from './check/environment.ts';
import { ask, resultOf, runProgram, shownReason } from './evaluate.ts';
import { shownParts } from './explain/parts.ts';
import { printValue } from './explain/print-value.ts';
import type { Explained } from './explained.ts';
import { ARGO_FUNCTIONS } from './run/argo-functions.ts';
import { type Code, SKIPPED } from './run/code.ts';
import { compile } from './run/compile.ts';
import { Stop } from './run/stop.ts';
import type { Node } from './syntax/node.ts';
import { parseCondition } from './syntax/parser.ts';
import { SyntaxStop } from './syntax/syntax-error.ts';
import type { GoType } from './types/go-type.ts';
import { NIL, natureOf } from './types/nature.ts';
import { typeOfResult } from './types/result-type.ts';

/** How deep parts are shown, and how many in all. */
const DEEPEST = 12;
const MOST = 200;

/**
 * A condition with the values that its parts had (explained.ts). The outcome is that of `evaluate`: `true` or `false` as the value, or the
 * reason as the error. The parts are those of the condition as written. Never throws.
 *
 * @param patience  how long all of it may take; what it is over for is told without a value
 */
export function explain(text: string, value: Value, now: Instant, patience?: Patience): Explained {
  if (patience?.isOver() === true) return { text, parts: [] };
  const outcome = outcomeOf(text, value, now, patience);
  if (patience?.isOver() === true) return { ...(outcome.error === undefined ? outcome : { text }), parts: [] };
  try {
    return { ...outcome, parts: partsIn(text, resultOf(value), now, patience) };
  } catch (thrown) {
    // What cannot be parsed or checked has no parts; neither has what is nested too deeply to be looked at.
    if (thrown instanceof SyntaxStop || thrown instanceof RangeError) return { ...outcome, parts: [] };
    throw thrown;
  }
}

function outcomeOf(text: string, value: Value, now: Instant, patience?: Patience): Omit<Explained, 'parts'> {
  const answer = ask(text, value, now, patience);
  return typeof answer === 'string' ? { text, error: shownReason(answer, value) } : { text, value: String(answer) };
}

/** What the parts came to: a value, or the reason of the one that failed. */
type Trace = ReadonlyMap<Node, { readonly value?: string; readonly error?: string }>;

function partsIn(text: string, result: Value, now: Instant, patience?: Patience): readonly Explained[] {
  const traced = tracedFor(text, typeOfResult(result));
  return traced === undefined
    ? []
    : toldParts(traced.root, { text, shown: traced.shown, trace: traced.run(result, now, patience) });
}

/** A condition that tells of its parts when it is evaluated. */
interface Traced {
  readonly root: Node;
  /** The parts to be shown below each node that is shown. */
  readonly shown: ReadonlyMap<Node, readonly Node[]>;
  run(result: Value, now: Instant, patience?: Patience): Trace;
}

/** How many texts are kept; when there are more, all are forgotten. The same few conditions are explained at every look. */
const MAX_TEXTS = 200;
const kept = new Map<string, Map<GoType | undefined, Traced | undefined>>();

/** @throws SyntaxStop, RangeError for a text that has no parts */
function tracedFor(text: string, type: GoType | undefined): Traced | undefined {
  const byType = kept.get(text) ?? new Map<GoType | undefined, Traced | undefined>();
  if (byType.has(type)) return byType.get(type);
  const traced = trace(text, type);
  if (!kept.has(text) && kept.size >= MAX_TEXTS) kept.clear();
  kept.set(text, byType.set(type, traced));
  return traced;
}

function trace(text: string, type: GoType | undefined): Traced | undefined {
  const parsed = parseCondition(text);
  if ('refusal' in parsed) return undefined;
  const { node: root } = parsed;
  check(root, conditionEnvironment(type === undefined ? NIL : natureOf(type)));
  const shown = collect(root);
  return { root, shown, run: runnerOf(root, new Set([...shown.values()].flat())) };
}

/** The parts to be shown below each node that is shown. */
function collect(root: Node): ReadonlyMap<Node, readonly Node[]> {
  const shown = new Map<Node, readonly Node[]>();
  let count = 0;
  let level: readonly Node[] = [root];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    const next: Node[] = [];
    for (const node of level) {
      const parts = shown.has(node) ? [] : shownParts(node).slice(0, MOST - count);
      count += parts.length;
      if (!shown.has(node)) shown.set(node, parts);
      next.push(...parts);
    }
    level = next;
  }
  return shown;
}

function runnerOf(root: Node, shown: ReadonlySet<Node>): Traced['run'] {
  // Of the evaluation under way; an evaluation never waits for anything, so there is one at a time.
  let trace = new Map<Node, { readonly value?: string; readonly error?: string }>();
  let failed = new Set<Stop>();
  const watch = (node: Node, code: Code): Code => {
    if (!shown.has(node)) return code;
    return (run) => {
      try {
        const value = code(run);
        trace.set(node, { value: value === SKIPPED ? 'nil' : printValue(value) });
        return value;
      } catch (thrown) {
        // Only the innermost part that failed says why.
        if (thrown instanceof Stop && !failed.has(thrown)) trace.set(node, { error: thrown.message });
        if (thrown instanceof Stop) failed.add(thrown);
        throw thrown;
      }
    };
  };
  const program = compile(root, { functions: ARGO_FUNCTIONS, hasResult: true, hasPointers: true, watch });
  return (result, now, patience) => {
    trace = new Map();
    failed = new Set();
    runProgram(program, result, now, patience);
    return trace;
  };
}

interface Told {
  readonly text: string;
  readonly shown: ReadonlyMap<Node, readonly Node[]>;
  readonly trace: Trace;
}

function toldParts(node: Node, told: Told): readonly Explained[] {
  return (told.shown.get(node) ?? []).map((part) => ({
    text: told.text.slice(part.place.start, part.place.end),
    ...told.trace.get(part),
    parts: toldParts(part, told),
  }));
}
