import { compileCondition } from './program-cache.ts';
import { UNKNOWN } from './types/nature.ts';

/** Why a condition can never be evaluated, and where. */
export interface SyntaxProblem {
  /** Upstream's text. */
  readonly message: string;
  /** UTF-16 index into the text. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** The line and, below it, a caret under the place. */
  readonly snippet: string;
}

/**
 * Looks for what no result can mend, before anything is measured: what cannot be parsed, unknown names and functions, wrong numbers of
 * arguments, operators on literals that they do not take, patterns that are no regular expression, division by a literal zero.
 *
 * @param text  a condition; blanks only are a problem, the empty text (which means that there is none) is not
 * @returns the first problem, or undefined
 */
export function checkSyntax(text: string): SyntaxProblem | undefined {
  if (text === '') return undefined;
  if (sound.has(text)) return undefined;
  const problem = problemIn(text);
  if (problem !== undefined) return problem;
  if (sound.size >= MAX_TEXTS) sound.clear();
  sound.add(text);
  return undefined;
}

/** How many texts without a problem are kept; when there are more, all are forgotten. A service checks the same few conditions at every start. */
const MAX_TEXTS = 1000;

const sound = new Set<string>();

function problemIn(text: string): SyntaxProblem | undefined {
  const compiled = compileCondition(text, UNKNOWN);
  if (compiled.ok) return undefined;
  const { message, from } = compiled.refusal;
  const offset = Math.min(from, text.length);
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  const indent = before.slice(start);
  return {
    // Upstream's message for one kind of error goes on with a stack trace, which we cut.
    message: message.trimEnd(),
    offset,
    line: before.split('\n').length,
    column: Array.from(indent).length + 1,
    snippet: `${lineAt(text, start)}\n${indent.replaceAll(/[^\t]/gu, ' ')}^`,
  };
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end);
}
