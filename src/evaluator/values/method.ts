import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import { TimeError } from '../../core/go/time/time-error.ts';
import { Int, Place, type Value } from '../../core/value.ts';
import { wholeOf } from '../numbers/whole.ts';
import { Func } from '../run/func.ts';
import { stop } from '../run/stop.ts';
import { METHODS_BY_TYPE, type TimeMethod } from '../time/methods.ts';
import type { TimeValue } from '../time/time-value.ts';
import { typeOfMethod } from '../types/time-types.ts';
import { intOf } from './ints.ts';
import { typeName } from './type-name.ts';

/** The method of a value by name, bound to it; undefined if there is none. Only times and their like have methods. */
export function methodOf(value: Value, name: string): Func | undefined {
  if (!hasMethods(value)) return undefined;
  const method = METHODS_BY_TYPE.get(typeName(value))?.get(name);
  return method && new Func(typeOfMethod(method), (args) => callMethod(method, toTimeValue(value), args));
}

function hasMethods(value: Value): boolean {
  return (
    value instanceof GoTime ||
    value instanceof GoDuration ||
    value instanceof GoMonth ||
    value instanceof GoWeekday ||
    (value instanceof Place && value.goType === '*time.Location')
  );
}

function callMethod(method: TimeMethod, receiver: TimeValue, args: readonly Value[]): Value {
  try {
    return fromTimeValue(method.call(receiver, args.map(toTimeValue)), method.results[0]);
  } catch (thrown) {
    if (thrown instanceof TimeError) return stop(thrown.message);
    throw thrown;
  }
}

/** A value as the time room takes it. */
function toTimeValue(value: Value): TimeValue {
  if (value instanceof Int) return BigInt(value.n);
  if (value instanceof Place) return value.location;
  // The caller has made sure that the arguments are of the types that the method wants.
  return value as TimeValue;
}

function fromTimeValue(value: TimeValue, type: string | undefined): Value {
  if (typeof value === 'bigint') return type === 'int64' ? new Int('int64', wholeOf(value)) : intOf(wholeOf(value));
  if (value !== null && typeof value === 'object' && 'zoneAt' in value) return new Place(value);
  return value;
}
