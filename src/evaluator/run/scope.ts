import { AnyMap, Int, isPlainObject, NamedMap, type Value } from '../../core/value.ts';
import { toBinary } from '../text/bytes.ts';
import { intOf } from '../values/ints.ts';
import { type ListView, listView } from '../values/list.ts';
import { isNil } from '../values/nil.ts';
import { kindName } from '../values/type-name.ts';
import { stop } from './stop.ts';

/** One loop over a list: where it stands and what it has gathered. */
export class Scope {
  readonly outer: Scope | undefined;
  readonly length: number;
  index: number;
  accumulator: Value;
  /** The list, if it is one of float64. */
  readonly floats: Float64Array | undefined;
  readonly #list: readonly Value[] | undefined;
  readonly #view: ListView | undefined;
  /** What an index beyond the end is answered with. */
  readonly #beyond: string;

  constructor(collection: Value, outer: Scope | undefined) {
    this.outer = outer;
    this.index = 0;
    this.accumulator = null;
    this.#list = Array.isArray(collection) ? collection : undefined;
    this.floats = collection instanceof Float64Array ? collection : undefined;
    const isFast = this.#list !== undefined || this.floats !== undefined;
    this.#view = isFast ? undefined : (listView(collection) ?? otherView(collection));
    this.length = this.#list?.length ?? this.floats?.length ?? this.#view?.length ?? 0;
    this.#beyond = isNil(collection) ? 'reflect: call of reflect.Value.Index on zero Value' : '';
  }

  /** The element that `#` stands for. */
  item(): Value {
    const { index } = this;
    if (this.floats !== undefined && index < this.floats.length) return this.floats[index] as number;
    if (this.#list !== undefined && index < this.#list.length) return this.#list[index] as Value;
    return this.#itemElsewhere();
  }

  /** The number of the element. */
  indexValue(): Value {
    return intOf(this.index);
  }

  #itemElsewhere(): Value {
    if (this.#view !== undefined && this.index < this.#view.length) return this.#view.item(this.index);
    if (this.#beyond !== '') return stop(this.#beyond);
    return stop(`runtime error: index out of range [${this.index}] with length ${this.length}`);
  }
}

/** What is no list but is walked all the same: a string by its bytes; an object has a length and no elements. */
function otherView(value: Value): ListView {
  if (typeof value === 'string') return bytesOf(value);
  const size = sizeOfMap(value);
  if (size === undefined) return stop(`reflect: call of reflect.Value.Len on ${kindOrZero(value)} Value`);
  return {
    length: size,
    item: () => stop('reflect: call of reflect.Value.Index on map Value'),
    slice: () => stop('reflect: call of reflect.Value.Slice on map Value'),
  };
}

function bytesOf(text: string): ListView {
  const bytes = toBinary(text);
  return {
    length: bytes.length,
    item: (index) => new Int('uint8', bytes.charCodeAt(index)),
    slice: (from, to) => bytes.slice(from, to),
  };
}

function sizeOfMap(value: Value): number | undefined {
  if (isPlainObject(value)) return Object.keys(value).length;
  if (value instanceof NamedMap) return Object.keys(value.entries).length;
  return value instanceof AnyMap ? value.entries.size : undefined;
}

function kindOrZero(value: Value): string {
  return value === null ? 'zero' : kindName(value);
}
