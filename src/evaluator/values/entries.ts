import { AnyMap, isPlainObject, NamedMap, Pair, type Value } from '../../core/value.ts';

/** The entries of any map; undefined for what is none. */
export function entriesOf(value: Value): readonly Pair[] | undefined {
  if (value instanceof AnyMap) return [...value.entries.values()];
  if (value instanceof NamedMap) return pairsOf(value.entries);
  return isPlainObject(value) ? pairsOf(value) : undefined;
}

function pairsOf(object: { readonly [key: string]: Value }): readonly Pair[] {
  return Object.entries(object).map(([key, value]) => new Pair(key, value));
}
