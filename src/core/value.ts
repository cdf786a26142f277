import type { GoMonth, GoWeekday } from './go/time/calendar-name.ts';
import type { GoDuration } from './go/time/go-duration.ts';
import type { GoTime } from './go/time/go-time.ts';
import type { GoLocation } from './go/time/location.ts';

/**
 * What a provider hands to the conditions, and what the condition language makes of it. The JavaScript type says which Go type the
 * original would hold, because the condition language checks conditions against it:
 *
 * | here | Go |
 * |---|---|
 * | `null` | nil |
 * | `boolean`, `string` | bool, string |
 * | `number` | float64 (every JSON number) |
 * | array | []interface {} |
 * | plain object | map[string]interface {} |
 * | `Float64Array` | []float64 (Prometheus, Graphite, Datadog groups) |
 * | `NamedMap` | a named map type, such as New Relic's `nrdb.NRDBResult` |
 * | `Int` | int, int64, uint64, uint8 … |
 * | `IntList`, `StringList`, `Uint8Array` | []int, []string, []uint8 |
 * | `Struct`, `TypedList`, `Pointer`, `NamedText` | structs and what they are made of (CloudWatch) |
 * | `GoTime`, `GoDuration`, `GoMonth`, `GoWeekday`, `Place` | time.Time, time.Duration, time.Month, time.Weekday, *time.Location |
 * | `Pair`, `PairList`, `AnyMap` | [2]interface {}, [][2]interface {}, maps with keys of any type (results of the language only) |
 *
 * A string may hold bytes that are no UTF-8, as a slice can cut a character in two: such a byte `b` stands as the lone surrogate U+DC00 + `b`.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Float64Array
  | Uint8Array
  | GoTime
  | GoDuration
  | GoMonth
  | GoWeekday
  | Typed
  | readonly Value[]
  | { readonly [key: string]: Value };

/** The integer types of Go that occur. */
export type IntType = 'int' | 'int8' | 'int16' | 'int32' | 'int64' | 'uint' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/** What every value has in common whose Go type cannot be seen from its JavaScript type. */
export abstract class Typed {
  /** The type as Go's `%T` prints it. */
  abstract readonly goType: string;
}

/** An integer of Go. */
export class Int extends Typed {
  readonly goType: IntType;
  /** A number as long as it is exact (a safe integer, never -0), otherwise a bigint. */
  readonly n: number | bigint;

  constructor(goType: IntType, n: number | bigint) {
    super();
    this.goType = goType;
    this.n = n;
  }
}

/** An object whose Go type has a name of its own; it acts like any object, only errors name it. */
export class NamedMap extends Typed {
  readonly goType: string;
  readonly entries: { readonly [key: string]: Value };

  constructor(goType: string, entries: { readonly [key: string]: Value }) {
    super();
    this.goType = goType;
    this.entries = entries;
  }
}

/** []int, as ranges make it. The items are as `Int.n`. */
export class IntList extends Typed {
  readonly goType = '[]int';
  readonly items: readonly (number | bigint)[];

  constructor(items: readonly (number | bigint)[]) {
    super();
    this.items = items;
  }
}

/** []string, as splitting makes it. */
export class StringList extends Typed {
  readonly goType = '[]string';
  readonly items: readonly string[];

  constructor(items: readonly string[]) {
    super();
    this.items = items;
  }
}

/** A list of structs, times or named maps: []types.MetricDataResult, []time.Time, []nrdb.NRDBResult. */
export class TypedList extends Typed {
  readonly goType: string;
  readonly items: readonly Value[];
  /** A list that was never made: it has no items and equals nil. */
  readonly isNil: boolean;

  constructor(goType: string, items: readonly Value[], isNil = false) {
    super();
    this.goType = goType;
    this.items = items;
    this.isNil = isNil;
  }
}

/** A struct: every field of its type is there, in Go's order and spelling. */
export class Struct extends Typed {
  readonly goType: string;
  readonly fields: ReadonlyMap<string, Value>;

  constructor(goType: string, fields: ReadonlyMap<string, Value>) {
    super();
    this.goType = goType;
    this.fields = fields;
  }
}

/** A pointer, such as the *string of a struct's field; `to` is undefined for a nil pointer. */
export class Pointer extends Typed {
  readonly goType: string;
  readonly to: Value | undefined;

  constructor(goType: string, to: Value | undefined) {
    super();
    this.goType = goType;
    this.to = to;
  }
}

/** A string whose Go type has a name of its own, such as CloudWatch's `types.StatusCode`. */
export class NamedText extends Typed {
  readonly goType: string;
  readonly text: string;

  constructor(goType: string, text: string) {
    super();
    this.goType = goType;
    this.text = text;
  }
}

/** [2]interface {}: a key and its value. */
export class Pair extends Typed {
  readonly goType = '[2]interface {}';
  readonly key: Value;
  readonly value: Value;

  constructor(key: Value, value: Value) {
    super();
    this.key = key;
    this.value = value;
  }
}

/** [][2]interface {}: an object taken apart. */
export class PairList extends Typed {
  readonly goType = '[][2]interface {}';
  readonly items: readonly Pair[];

  constructor(items: readonly Pair[]) {
    super();
    this.items = items;
  }
}

/** A map whose keys are of any type; two keys are the same when type and value are. */
export class AnyMap extends Typed {
  readonly goType: 'map[interface {}]interface {}' | 'map[interface {}][]interface {}';
  /** By a text that is the same for equal keys, in the order in which the keys first came. */
  readonly entries: ReadonlyMap<string, Pair>;

  constructor(goType: AnyMap['goType'], entries: ReadonlyMap<string, Pair>) {
    super();
    this.goType = goType;
    this.entries = entries;
  }
}

/** A *time.Location, or, where an operator has followed the pointer, a time.Location, which has no methods. */
export class Place extends Typed {
  readonly goType: '*time.Location' | 'time.Location';
  readonly location: GoLocation;

  constructor(location: GoLocation, goType: Place['goType'] = '*time.Location') {
    super();
    this.location = location;
    this.goType = goType;
  }
}

/** A list that was never made (a nil []interface {}): it acts as an empty one and equals nil. */
export const NIL_LIST: readonly Value[] = Object.freeze([]);

/** A nil []float64. */
export const NIL_FLOATS = new Float64Array(0);

/** True for an object as JSON makes it: no list, no bytes, none of the types above. */
export function isPlainObject(value: Value): value is { readonly [key: string]: Value } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
