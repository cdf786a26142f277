import type { ConditionExplanation } from '../../analysis/explanation.ts';
import type { Explained } from '../../evaluator/explained.ts';
import { printable, printableLines } from '../terminal/printable.ts';

/** More lines would bury the report; the JSON report has the whole tree. */
const MOST_LINES = 24;

/**
 * A judged condition as a small tree, a line a part:
 *
 *     successCondition: result[0] >= 0.95 → false
 *       result[0] = 0.93
 *         result = [0.93]
 */
export function conditionLines({ which, text, outcome, explained }: ConditionExplanation): readonly string[] {
  const [first = '', ...more] = printableLines(outcome);
  const head = [`${which}: ${printable(text)} → ${first}`, ...more.map((line) => `  ${line}`)];
  const parts = explained === undefined ? [] : explained.parts.flatMap((part) => explainedLines(part, '  '));
  if (parts.length <= MOST_LINES) return [...head, ...parts];
  return [...head, ...parts.slice(0, MOST_LINES), `  … ${parts.length - MOST_LINES} more parts`];
}

/** A part of a condition with its value, and the parts it is made of, further in; printable lines. What was not reached is not taken apart. */
export function explainedLines({ text, value, error, parts }: Explained, indent: string): readonly string[] {
  const line = `${indent}${printable(text)} ${said(value, error)}`;
  if (value === undefined && error === undefined) return [line];
  return [line, ...parts.flatMap((part) => explainedLines(part, `${indent}  `))];
}

function said(value: string | undefined, error: string | undefined): string {
  if (value !== undefined) return `= ${printable(value)}`;
  return error === undefined ? '(not reached)' : `failed: ${printableLines(error)[0] ?? ''}`;
}
