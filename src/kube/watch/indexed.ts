import type { JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { nameOf, ownersOf } from '../metadata.ts';

/** What an object is found under; nothing for objects that are not looked for this way. */
export type IndexBy = (object: JsonObject) => readonly string[];

/** By its namespace. */
export const byNamespace: IndexBy = (object) => [nameOf(object).namespace];

/** By the uid of each of its owners. */
export const byOwner: IndexBy = ownersOf;

/** By the value of a label. */
export function byLabel(name: string): IndexBy {
  return (object) => {
    const value = textIn(objectIn(objectIn(object, 'metadata'), 'labels'), name);
    return value === '' ? [] : [value];
  };
}

/** Objects by key, and the keys by what the objects are found under. */
export class Indexed<Index extends string> {
  readonly #objects = new Map<string, JsonObject>();
  readonly #indexes: ReadonlyMap<Index, { readonly by: IndexBy; readonly keys: Map<string, Set<string>> }>;

  constructor(indexes: Readonly<Record<Index, IndexBy>>) {
    // Object.entries forgets what the keys of a record are.
    const entries = Object.entries(indexes) as [Index, IndexBy][];
    this.#indexes = new Map(entries.map(([name, by]) => [name, { by, keys: new Map() }]));
  }

  get(key: string): JsonObject | undefined {
    return this.#objects.get(key);
  }

  all(): readonly (readonly [key: string, object: JsonObject])[] {
    return [...this.#objects];
  }

  find(index: Index, value: string): readonly JsonObject[] {
    const keys = this.#indexes.get(index)?.keys.get(value) ?? [];
    return Array.from(keys, (key) => this.#objects.get(key)).filter((object) => object !== undefined);
  }

  put(key: string, object: JsonObject): void {
    this.delete(key);
    this.#objects.set(key, object);
    for (const { by, keys } of this.#indexes.values()) {
      for (const value of by(object)) {
        const known = keys.get(value);
        if (known === undefined) keys.set(value, new Set([key]));
        else known.add(key);
      }
    }
  }

  delete(key: string): void {
    const object = this.#objects.get(key);
    if (object === undefined) return;
    this.#objects.delete(key);
    for (const { by, keys } of this.#indexes.values()) {
      for (const value of by(object)) {
        const known = keys.get(value);
        known?.delete(key);
        if (known?.size === 0) keys.delete(value);
      }
    }
  }
}
