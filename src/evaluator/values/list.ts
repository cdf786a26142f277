import {
  Int,
  IntList,
  NIL_FLOATS,
  NIL_LIST,
  Pair,
  PairList,
  StringList,
  TypedList,
  type Value,
} from '../../core/value.ts';
import { intOf } from './ints.ts';

/** A list of any Go type, seen in one way. */
export interface ListView {
  readonly length: number;
  item(index: number): Value;
  /** The part from `from` up to but not including `to`, of the same Go type. */
  slice(from: number, to: number): Value;
}

/** A value as a list; undefined if it is none. */
export function listView(value: Value): ListView | undefined {
  if (Array.isArray(value)) return anyView(value);
  if (value instanceof Float64Array) return floatView(value);
  if (value instanceof IntList) {
    const { items } = value;
    return view(items, intOf, (part) => new IntList(part));
  }
  if (value instanceof StringList) {
    const { items } = value;
    return view(
      items,
      (item) => item,
      (part) => new StringList(part),
    );
  }
  if (value instanceof Uint8Array) return byteView(value);
  if (value instanceof PairList)
    return view(
      value.items,
      (item) => item,
      (part) => new PairList(part),
    );
  if (value instanceof TypedList) {
    const { goType, items, isNil } = value;
    return view(
      items,
      (item) => item,
      (part) => new TypedList(goType, part, isNil),
    );
  }
  return value instanceof Pair ? pairView(value) : undefined;
}

function view<T>(items: readonly T[], wrap: (item: T) => Value, make: (part: readonly T[]) => Value): ListView {
  return {
    length: items.length,
    item: (index) => wrap(items[index] as T),
    slice: (from, to) => make(items.slice(from, to)),
  };
}

function anyView(list: readonly Value[]): ListView {
  return {
    length: list.length,
    item: (index) => list[index] ?? null,
    slice: (from, to) => (list === NIL_LIST ? list : list.slice(from, to)),
  };
}

function floatView(list: Float64Array): ListView {
  return {
    length: list.length,
    item: (index) => list[index] ?? 0,
    slice: (from, to) => (list === NIL_FLOATS ? list : list.slice(from, to)),
  };
}

function byteView(list: Uint8Array): ListView {
  return {
    length: list.length,
    item: (index) => new Int('uint8', list[index] ?? 0),
    slice: (from, to) => list.slice(from, to),
  };
}

function pairView({ key, value }: Pair): ListView {
  const items = [key, value];
  return {
    length: 2,
    item: (index) => items[index] ?? null,
    slice: (from, to) => items.slice(from, to),
  };
}
