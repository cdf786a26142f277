/**
 * What a provider hands to the conditions. The JavaScript type says which Go type the original would hold,
 * because the condition language checks conditions against it:
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
 *
 * The condition language adds kinds of its own (integers, times, byte strings); see `src/evaluator`.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Float64Array
  | NamedMap
  | readonly Value[]
  | { readonly [key: string]: Value };

/** An object whose Go type has a name of its own; it acts like any object, only errors name it. */
export class NamedMap {
  readonly goType: string;
  readonly entries: { readonly [key: string]: Value };

  constructor(goType: string, entries: { readonly [key: string]: Value }) {
    this.goType = goType;
    this.entries = entries;
  }
}
