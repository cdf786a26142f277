import type { Grouping, Matching } from './expression.ts';
import { notKnown } from './query-error.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Reads `by (a, b)` or `without (a, b)`; undefined where neither stands. @throws QueryError `bad_data` */
export function parseGrouping(cursor: TokenCursor): Grouping | undefined {
  const kind = cursor.takeKeyword('by', 'without');
  return kind && { kind, labels: parseLabels(cursor) };
}

/** Reads `on (a, b)` or `ignoring (a, b)`; undefined where neither stands. @throws QueryError, also for matching of many with one */
export function parseMatching(cursor: TokenCursor): Matching | undefined {
  const kind = cursor.takeKeyword('on', 'ignoring');
  if (kind === undefined) return undefined;
  const labels = parseLabels(cursor);
  const group = cursor.takeKeyword('group_left', 'group_right');
  if (group !== undefined) throw notKnown(`"${group}"`, 'matching of one element with one: "on" and "ignoring"');
  return { kind, labels };
}

/** Names of labels in parentheses; a comma may stand at the end. */
function parseLabels(cursor: TokenCursor): readonly string[] {
  cursor.expectSign('(', ' in grouping opts, expected "("');
  const labels: string[] = [];
  while (!cursor.takeSign(')')) {
    if (cursor.peek().kind !== 'name') throw cursor.unexpected(' in grouping opts, expected label');
    labels.push(cursor.take().text);
    if (cursor.takeSign(',')) continue;
    cursor.expectSign(')', ' in grouping opts, expected "," or ")"');
    break;
  }
  return labels;
}
