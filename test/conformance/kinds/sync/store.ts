import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';

/** The objects of a cluster in memory, by `Kind/namespace/name`. */
export class Store {
  readonly #objects: Map<string, JsonObject>;

  constructor(objects: readonly JsonObject[]) {
    this.#objects = new Map(objects.map((object) => [keyOf(object), object]));
  }

  of(kind: string): readonly JsonObject[] {
    return [...this.#objects.values()].filter((object) => object['kind'] === kind);
  }

  create(object: JsonObject): void {
    if (this.#objects.has(keyOf(object))) throw new Error(`${keyOf(object)} is there already`);
    this.#objects.set(keyOf(object), object);
  }

  /** Applies a JSON merge patch. */
  patch(key: string, patch: JsonObject): void {
    const object = this.#objects.get(key);
    if (object === undefined) throw new Error(`${key} is not there`);
    this.#objects.set(key, merged(object, patch));
  }

  delete(key: string): void {
    if (!this.#objects.delete(key)) throw new Error(`${key} is not there`);
  }

  entries(): ReadonlyMap<string, JsonObject> {
    return this.#objects;
  }
}

export function keyOf(object: JsonObject): string {
  const metadata = new Fields(object).below('metadata');
  return `${new Fields(object).text('kind')}/${metadata.text('namespace')}/${metadata.text('name')}`;
}

function merged(object: Json | undefined, patch: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...(isJsonObject(object) ? object : {}) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = isJsonObject(value) ? merged(result[name], value) : value;
  }
  return result;
}

/** An object without what means nothing: empty objects and lists, null, and what the store fills in. */
export function withoutNoise(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutNoise(member)] as const);
  return Object.fromEntries(members.filter(([name, member]) => !isEmpty(member) && !FILLED_IN.has(name)));
}

const FILLED_IN: ReadonlySet<string> = new Set(['resourceVersion', 'generation']);

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
