import type { JsonObject } from '../../../src/core/json.ts';
import { type Cluster, kindOf, nameOf } from './cluster.ts';

/** What a controller knows of the cluster: everything, but for kinds whose watch hangs: of these what was there then, and its own writes. */
export class Cache {
  readonly #cluster: Cluster;
  readonly #hanging = new Map<string, Map<string, JsonObject>>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  hang(kinds: readonly string[]): void {
    for (const kind of kinds) {
      if (!this.#hanging.has(kind)) this.#hanging.set(kind, this.#cluster.snapshot(kind));
    }
  }

  catchUp(): void {
    this.#hanging.clear();
  }

  hears(kind: string): boolean {
    return !this.#hanging.has(kind);
  }

  of(kind: string): readonly JsonObject[] {
    const hanging = this.#hanging.get(kind);
    return hanging === undefined ? this.#cluster.of(kind) : [...hanging.values()];
  }

  find(kind: string, name: string): JsonObject | undefined {
    const hanging = this.#hanging.get(kind);
    return hanging === undefined ? this.#cluster.find(kind, name) : hanging.get(name);
  }

  /** An answer to a write says how the object is now. */
  learn(object: JsonObject): void {
    this.#hanging.get(kindOf(object))?.set(nameOf(object), object);
  }

  forget(kind: string, name: string): void {
    this.#hanging.get(kind)?.delete(name);
  }
}
