import type { JsonObject } from '../../../src/core/json.ts';
import type { Api, WatchEvent } from '../../../src/simulator/api/call.ts';
import { kindOf, nameOf } from '../model/cluster.ts';
import { COLLECTIONS } from './kinds.ts';

/** All objects that scenarios are about, as they are or as somebody has seen them. */
export class Store {
  readonly #kinds = new Map<string, Map<string, JsonObject>>();

  of(kind: string): readonly JsonObject[] {
    return [...(this.#kinds.get(kind)?.values() ?? [])];
  }

  find(kind: string, name: string): JsonObject | undefined {
    return this.#kinds.get(kind)?.get(name);
  }

  get(kind: string, name: string): JsonObject {
    const object = this.find(kind, name);
    if (object === undefined) throw new Error(`${kind} ${name} is not there`);
    return object;
  }

  hear({ type, object }: WatchEvent): void {
    if (type === 'ADDED' || type === 'MODIFIED') this.put(object);
    if (type === 'DELETED') this.#kinds.get(kindOf(object))?.delete(nameOf(object));
  }

  put(object: JsonObject): void {
    const ofKind = this.#kinds.get(kindOf(object)) ?? new Map<string, JsonObject>();
    this.#kinds.set(kindOf(object), ofKind.set(nameOf(object), object));
  }

  /** All objects of a kind, as they were listed. */
  putAll(kind: string, objects: readonly JsonObject[]): void {
    this.#kinds.set(kind, new Map(objects.map((object) => [nameOf(object), object])));
  }

  drop(kind: string, name: string): void {
    this.#kinds.get(kind)?.delete(name);
  }
}

/** Hears of everything that happens to the objects of an API that scenarios are about, within the call that changes them. */
export function hearAll(api: Api, hear: (event: WatchEvent) => void): void {
  for (const path of Object.values(COLLECTIONS)) {
    const taken = api.watch({ method: 'GET', path, query: { watch: 'true' } }, hear);
    if ('status' in taken) throw new Error(`${path} is not watched: ${JSON.stringify(taken.body)}`);
  }
}
