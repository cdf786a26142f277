import { NIL_FLOATS, NIL_LIST, Place, Pointer, TypedList, type Value } from '../../core/value.ts';

/** True for nil, and for lists and pointers that were never made. */
export function isNil(value: Value): boolean {
  if (value === null || value === NIL_LIST || value === NIL_FLOATS) return true;
  return (value instanceof TypedList && value.isNil) || (value instanceof Pointer && value.to === undefined);
}

/** What a pointer points to; nil for a nil pointer. Other values stay. */
export function followed(value: Value): Value {
  if (value instanceof Pointer) return value.to ?? null;
  return value instanceof Place ? new Place(value.location, 'time.Location') : value;
}
