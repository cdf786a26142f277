import { formatGeneral } from '../../core/go/float.ts';
import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import {
  AnyMap,
  Int,
  isPlainObject,
  NamedMap,
  NamedText,
  Place,
  Pointer,
  Struct,
  type Value,
} from '../../core/value.ts';
import { compareStrings } from './arithmetic.ts';
import type { Toll } from './equal.ts';
import { compareKeys } from './key.ts';
import { listView } from './list.ts';
import { typeName } from './type-name.ts';

/** A value as Go's `%v` prints it: `1e+06`, `[1 a <nil>]`, `map[a:1 b:2]`. `toll` is paid once for each value inside. */
export function formatValue(value: Value, toll: Toll): string {
  toll.step();
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return formatGeneral(value);
  if (value instanceof Int) return value.n.toString();
  const list = listView(value);
  if (list !== undefined) {
    const items = Array.from({ length: list.length }, (_, i) => formatValue(list.item(i), toll));
    return `[${items.join(' ')}]`;
  }
  if (isPlainObject(value)) return formatEntries(value, toll);
  if (value instanceof NamedMap) return formatEntries(value.entries, toll);
  return formatTyped(value, toll);
}

function formatEntries(object: { readonly [key: string]: Value }, toll: Toll): string {
  const entries = Object.entries(object).sort(([a], [b]) => compareStrings(a, b));
  return `map[${entries.map(([key, item]) => `${key}:${formatValue(item, toll)}`).join(' ')}]`;
}

function formatTyped(value: Value, toll: Toll): string {
  if (value instanceof AnyMap) {
    const pairs = [...value.entries.values()].sort((a, b) => compareKeys(a.key, b.key));
    return `map[${pairs.map(({ key, value: item }) => `${formatValue(key, toll)}:${formatValue(item, toll)}`).join(' ')}]`;
  }
  if (value instanceof Struct)
    return `{${[...value.fields.values()].map((item) => formatValue(item, toll)).join(' ')}}`;
  if (value instanceof NamedText) return value.text;
  if (value instanceof Place) return value.location.name;
  if (value instanceof Pointer) return value.to === undefined ? '<nil>' : ADDRESS;
  return isPrintable(value) ? String(value) : ADDRESS;
}

/** A value as Go's `%s` prints it: as `%v`, but what is no text says so: `%!s(float64=4)`. */
export function formatAsText(value: Value, toll: Toll): string {
  if (value === null) return '%!s(<nil>)';
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof Int) {
    return `%!s(${typeName(value)}=${formatValue(value, toll)})`;
  }
  if (Array.isArray(value)) return `[${value.map((item: Value) => formatNested(item, toll)).join(' ')}]`;
  if (!isPlainObject(value)) return formatValue(value, toll);
  const entries = Object.entries(value).sort(([a], [b]) => compareStrings(a, b));
  return `map[${entries.map(([key, item]) => `${key}:${formatNested(item, toll)}`).join(' ')}]`;
}

/** Inside a list or an object nil says nothing of itself. */
function formatNested(value: Value, toll: Toll): string {
  return value === null ? '<nil>' : formatAsText(value, toll);
}

/** Pointers and functions print as an address, which means nothing and differs from run to run. */
const ADDRESS = '0xc000000000';

/** Times, durations, months and weekdays print themselves; functions do not. */
function isPrintable(value: Value): value is GoTime | GoDuration | GoMonth | GoWeekday {
  return (
    value instanceof GoTime || value instanceof GoDuration || value instanceof GoMonth || value instanceof GoWeekday
  );
}
