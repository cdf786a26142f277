import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import { Typed, type Value } from '../../core/value.ts';

/** The type of a value as Go's `%T` prints it: `float64`, `[]interface {}`, `<nil>`. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'number':
      return 'float64';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    default:
      return objectTypeName(value);
  }
}

function objectTypeName(value: Value): string {
  if (value === null) return '<nil>';
  if (value instanceof Typed) return value.goType;
  if (Array.isArray(value)) return '[]interface {}';
  if (value instanceof Float64Array) return '[]float64';
  if (value instanceof Uint8Array) return '[]uint8';
  if (value instanceof GoTime) return 'time.Time';
  if (value instanceof GoDuration) return 'time.Duration';
  if (value instanceof GoMonth) return 'time.Month';
  return value instanceof GoWeekday ? 'time.Weekday' : 'map[string]interface {}';
}

/** What a value is at heart, as Go's reflection calls it: `slice`, `map`, `int`, `invalid` for nil. */
export function kindName(value: Value): string {
  const name = typeName(value);
  if (name === '<nil>') return 'invalid';
  if (name.startsWith('[]')) return 'slice';
  if (name.startsWith('[')) return 'array';
  if (name.startsWith('map[')) return 'map';
  if (name.startsWith('*')) return 'ptr';
  if (name.startsWith('func(')) return 'func';
  return NAMED_KINDS.get(name) ?? name;
}

const NAMED_KINDS = new Map([
  ['time.Time', 'struct'],
  ['time.Location', 'struct'],
  ['time.Duration', 'int64'],
  ['time.Month', 'int'],
  ['time.Weekday', 'int'],
  ['types.MetricDataResult', 'struct'],
  ['types.MessageData', 'struct'],
  ['types.StatusCode', 'string'],
  ['nrdb.NRDBResult', 'map'],
]);
