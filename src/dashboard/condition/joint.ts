import type { Explained } from '../api/wire.ts';
import { withoutParentheses } from './comparison.ts';

/** How the two sides of a condition hang together. */
export type Joint = 'and' | 'or';

/** Reads `a && b` or `a or b` from what stands between its two parts; undefined for a part that is something else. */
export function jointOf({ text, parts = [] }: Explained): Joint | undefined {
  const [left, right] = parts;
  if (left === undefined || right === undefined || parts.length !== 2) return undefined;
  const bare = withoutParentheses(text.trim());
  const from = bare.indexOf(left.text);
  const to = bare.lastIndexOf(right.text);
  if (from === -1 || to < from + left.text.length) return undefined;
  const outside = bare.slice(0, from) + bare.slice(to + right.text.length);
  const between = bare.slice(from + left.text.length, to).replaceAll(/[()\s]/g, '');
  if (!/^[()\s]*$/.test(outside)) return undefined;
  if (between === '&&' || between === 'and') return 'and';
  return between === '||' || between === 'or' ? 'or' : undefined;
}
