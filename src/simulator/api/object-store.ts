import type { JsonObject } from '../../core/json.ts';

/** The objects of one namespace, or all of a kind that lives in none. */
interface Shelf {
  /** In order. */
  readonly names: string[];
  readonly objects: Map<string, JsonObject>;
}

/**
 * The objects of one resource by namespace and name, listed in the order of the API server's storage keys. Everything costs as
 * much as what is touched: a list of a namespace does not look at others.
 */
export class ObjectStore {
  readonly #shelves = new Map<string, Shelf>();
  /** Names of namespaces that have something, in order. */
  readonly #namespaces: string[] = [];

  get(namespace: string, name: string): JsonObject | undefined {
    return this.#shelves.get(namespace)?.objects.get(name);
  }

  put(namespace: string, name: string, object: JsonObject): void {
    const shelf = this.#shelfOf(namespace);
    if (!shelf.objects.has(name)) {
      shelf.names.splice(placeIn(shelf.names, name), 0, name);
    }
    shelf.objects.set(name, object);
  }

  delete(namespace: string, name: string): void {
    const shelf = this.#shelves.get(namespace);
    if (shelf === undefined || !shelf.objects.delete(name)) return;
    shelf.names.splice(placeIn(shelf.names, name), 1);
    if (shelf.objects.size > 0) return;
    this.#shelves.delete(namespace);
    this.#namespaces.splice(placeIn(this.#namespaces, namespace, withSlash), 1);
  }

  /** @param namespace  empty: of all namespaces */
  list(namespace: string): JsonObject[] {
    const namespaces = namespace === '' ? this.#namespaces : [namespace];
    const all: JsonObject[] = [];
    for (const each of namespaces) {
      const shelf = this.#shelves.get(each);
      if (shelf === undefined) continue;
      for (const name of shelf.names) {
        const object = shelf.objects.get(name);
        if (object !== undefined) all.push(object);
      }
    }
    return all;
  }

  #shelfOf(namespace: string): Shelf {
    const known = this.#shelves.get(namespace);
    if (known !== undefined) return known;
    const shelf: Shelf = { names: [], objects: new Map() };
    this.#shelves.set(namespace, shelf);
    this.#namespaces.splice(placeIn(this.#namespaces, namespace, withSlash), 0, namespace);
    return shelf;
  }
}

/** Storage keys are `NAMESPACE/NAME`, so that `a-b/…` comes before `a/…`. */
function withSlash(namespace: string): string {
  return `${namespace}/`;
}

function placeIn(sorted: readonly string[], word: string, keyOf = (each: string): string => each): number {
  const key = keyOf(word);
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(sorted[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
