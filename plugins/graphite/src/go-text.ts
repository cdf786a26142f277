import { formatGeneral, isJsonObject, type Json } from 'verdict/plugin';

/** What is nested deeper is left out: nobody reads it, and an answer may nest as deep as it likes. */
const DEEPEST = 100;

/** JSON as Go's `%v` prints it once it was read: `[1 <nil> x]`, `map[a:1 b:[]]`, `1e+06`. */
export function goText(value: Json, depth = 0): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return formatGeneral(value);
  if (typeof value !== 'object') return String(value);
  if (depth > DEEPEST) return '…';
  const below = (member: Json): string => goText(member, depth + 1);
  if (!isJsonObject(value)) return `[${value.map(below).join(' ')}]`;
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${pairs.map(([key, member]) => `${key}:${below(member)}`).join(' ')}]`;
}
