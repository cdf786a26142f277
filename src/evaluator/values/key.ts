import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import { Int, NamedText, Pair, Place, type Value } from '../../core/value.ts';
import { stop } from '../run/stop.ts';
import { compareStrings } from './arithmetic.ts';
import { typeName } from './type-name.ts';

/**
 * A text that is the same for keys that are equal in a map of Go: type and value must be the same.
 * NaN is never equal to itself: `unique` makes the difference, and no text without it (-1) is ever in a map.
 */
export function keyOf(value: Value, unique = -1): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return `string:${value}`;
  if (typeof value === 'boolean') return `bool:${value}`;
  if (typeof value === 'number') return floatKey(value, unique);
  if (value instanceof Int) return `${value.goType}:${value.n}`;
  if (value instanceof GoTime) return `time:${value.ns}:${value.location.name}`;
  if (value instanceof GoDuration) return `duration:${value.ns}`;
  if (value instanceof GoMonth || value instanceof GoWeekday) return `${typeName(value)}:${String(value)}`;
  if (value instanceof NamedText) return `${value.goType}:${value.text}`;
  if (value instanceof Place && value.goType === '*time.Location') return `place:${value.location.name}`;
  if (value instanceof Pair) return `pair:${JSON.stringify([keyOf(value.key, unique), keyOf(value.value, unique)])}`;
  return stop(`runtime error: hash of unhashable type ${typeName(value)}`);
}

function floatKey(value: number, unique: number): string {
  // Adding 0 makes -0 and 0 one key.
  return Number.isNaN(value) ? `NaN:${unique}` : `float:${value + 0}`;
}

/** Orders keys as Go's fmt does: nil first, then by type, numbers by size (NaN first), strings by their bytes, false before true. */
export function compareKeys(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a === 'number' && typeof b === 'number') return compareFloats(a, b);
  if (a instanceof Int && b instanceof Int && a.goType === b.goType) return a.n < b.n ? -1 : a.n > b.n ? 1 : 0;
  return rankOfType(a) - rankOfType(b);
}

/** Types are ordered by where a build of the original has put them; this is one build's order. */
const TYPE_ORDER = 'string uint8 int64 uint64 int float64 bool time.Month time.Weekday time.Duration time.Time'.split(
  ' ',
);

function rankOfType(value: Value): number {
  const rank = TYPE_ORDER.indexOf(typeName(value));
  return rank < 0 ? TYPE_ORDER.length : rank;
}

function compareFloats(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return a < b ? -1 : a > b || Number.isNaN(b) ? 1 : 0;
}
