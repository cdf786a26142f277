import { METHODS_BY_TYPE, type TimeMethod } from '../time/methods.ts';
import type { TimeTypeName } from '../time/time-value.ts';
import { BOOL, BYTES, ERROR, FLOAT64, functionOf, type GoType, INT, INT64, pointerTo, STRING } from './go-type.ts';

/** A named type of Go's time package, with its methods; `methods` is filled below because methods name these types. */
function timeType(name: string, kind: GoType['kind'], methods: Map<string, GoType>): GoType {
  return { name, kind, pkg: 'time', methods, ...(kind === 'struct' && { fields: new Map() }) };
}

const TIME_METHOD_TYPES = new Map<string, GoType>();
const DURATION_METHOD_TYPES = new Map<string, GoType>();
const NAME_METHOD_TYPES = new Map<string, GoType>();

export const TIME = timeType('time.Time', 'struct', TIME_METHOD_TYPES);
export const DURATION = timeType('time.Duration', 'int64', DURATION_METHOD_TYPES);
export const MONTH = timeType('time.Month', 'int', NAME_METHOD_TYPES);
export const WEEKDAY = timeType('time.Weekday', 'int', NAME_METHOD_TYPES);
/** What a location is when its pointer is followed. */
const LOCATION_STRUCT = timeType('time.Location', 'struct', new Map());
export const LOCATION = pointerTo(LOCATION_STRUCT, NAME_METHOD_TYPES);

const BY_NAME: { readonly [name in TimeTypeName]: GoType } = {
  bool: BOOL,
  int: INT,
  int64: INT64,
  float64: FLOAT64,
  string: STRING,
  '[]uint8': BYTES,
  error: ERROR,
  'time.Time': TIME,
  'time.Duration': DURATION,
  'time.Month': MONTH,
  'time.Weekday': WEEKDAY,
  '*time.Location': LOCATION,
};

/** The type of a method as a function without its receiver. */
export function typeOfMethod({ params, results }: TimeMethod): GoType {
  return functionOf(
    params.map((name) => BY_NAME[name]),
    results.map((name) => BY_NAME[name]),
  );
}

function fill(types: Map<string, GoType>, owner: string): void {
  for (const [name, method] of METHODS_BY_TYPE.get(owner) ?? []) types.set(name, typeOfMethod(method));
}

fill(TIME_METHOD_TYPES, 'time.Time');
fill(DURATION_METHOD_TYPES, 'time.Duration');
fill(NAME_METHOD_TYPES, 'time.Month');
