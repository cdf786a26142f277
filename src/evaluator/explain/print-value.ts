import { formatGeneral, formatShortest } from '../../core/go/float.ts';
import { Int, type Value } from '../../core/value.ts';
import { quoteText } from '../text/quote-text.ts';
import { entriesOf } from '../values/entries.ts';
import { NO_TOLL } from '../values/equal.ts';
import { formatValue } from '../values/format.ts';
import { listView } from '../values/list.ts';

/** How many items of a list and entries of an object are shown. */
const SHOWN = 5;
/** How many characters of a string are shown. */
const LONGEST_TEXT = 80;
/** How deep lists in lists are shown. */
const DEEPEST = 3;

/** A value as a person reads it: `0.97`, `true`, `"abc"`, `nil`, `[0.97, 0.99, … 8 more]`, `{a: 1, b: […]}`. A few hundred characters at most. */
export function printValue(value: Value, depth = 0): string {
  if (value === null) return 'nil';
  if (typeof value === 'number') return Math.abs(value) < 1e21 ? formatShortest(value) : formatGeneral(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return printText(value);
  if (value instanceof Int) return value.n.toString();
  const list = listView(value);
  if (list !== undefined) {
    return bracketed('[]', { length: list.length, depth, print: (i) => printValue(list.item(i), depth + 1) });
  }
  const entries = entriesOf(value);
  if (entries === undefined) return cut(formatValue(value, NO_TOLL));
  const print = (index: number): string => {
    const pair = entries[index];
    if (pair === undefined) return '';
    const key = typeof pair.key === 'string' ? cut(pair.key) : printValue(pair.key, depth + 1);
    return `${key}: ${printValue(pair.value, depth + 1)}`;
  };
  return bracketed('{}', { length: entries.length, depth, print });
}

interface Items {
  readonly length: number;
  readonly depth: number;
  readonly print: (index: number) => string;
}

function bracketed(brackets: '[]' | '{}', { length, depth, print }: Items): string {
  if (length === 0) return brackets;
  const isHidden = depth >= DEEPEST;
  const shown = isHidden ? [] : Array.from({ length: Math.min(length, SHOWN) }, (_, i) => print(i));
  const left = length - shown.length;
  const rest = isHidden ? ['…'] : left === 0 ? [] : [`… ${left} more`];
  return brackets.charAt(0) + [...shown, ...rest].join(', ') + brackets.charAt(1);
}

function printText(text: string): string {
  const shown = cut(text);
  return shown === text ? quoteText(text) : `${quoteText(shown.slice(0, -1))}…`;
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}
