import { caretUnder, type Problem } from '../../../resources/problem.ts';
import { escaped } from '../check/check-value.ts';
import type { ProblemItem } from '../schema/problem.ts';

/** A problem of a document as the API tells it. */
export function problemItem({ severity, place, path, found, expected, sentence, excerpt }: Problem): ProblemItem {
  return {
    in: 'body',
    pointer: pointerOf(path),
    detail: path === '' ? sentence : `${path}: ${sentence}`,
    severity,
    ...(found !== undefined && { found }),
    ...(expected !== undefined && { expected }),
    line: place.line,
    column: place.column,
    ...(excerpt && { excerpt: caretUnder(excerpt) }),
  };
}

/** The JSON pointer of a field path: `/spec/metrics/0/count` for `spec.metrics[0].count`. */
export function pointerOf(path: string): string {
  const parts = path.matchAll(/\['(.*?)'\](?=[.[]|$)|\[(\d+)\]|([^.[\]]+)/gs);
  return [...parts].map(([, quoted, index, name]) => `/${escaped(quoted ?? index ?? name ?? '')}`).join('');
}
