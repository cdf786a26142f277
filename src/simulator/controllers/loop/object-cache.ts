import type { JsonObject } from '../../../core/json.ts';
import type { WatchEvent } from '../../api/call.ts';
import type { ApiClient } from '../../api/client.ts';
import type { ApiKind } from '../../api/kind.ts';
import { keyOf, metadataOf } from '../objects/metadata.ts';

/** One change of an object. */
export interface Change {
  /** As it is now; as it was last, for one that is gone. */
  readonly object: JsonObject;
  readonly before: JsonObject | undefined;
  readonly isGone: boolean;
}

/**
 * All objects of one kind, kept by a watch: always what the API has, because a watch hears of a write before the write is answered. They are found by key
 * and by what manages them, so that nobody needs to look through all.
 */
export class ObjectCache {
  readonly #objects = new Map<string, JsonObject>();
  /** Keys by the uid of the controller; by namespace (with a slash) for objects that nobody manages. */
  readonly #groups = new Map<string, Set<string>>();
  /** Keys by namespace. */
  readonly #namespaces = new Map<string, Set<string>>();
  readonly #hearers: ((change: Change) => void)[] = [];
  readonly #stop: () => void;

  constructor(client: ApiClient, kind: ApiKind) {
    const watching = client.watch(kind, {}, (event) => this.#take(event));
    this.#stop = () => watching.stop();
  }

  get(key: string): JsonObject | undefined {
    return this.#objects.get(key);
  }

  all(): Iterable<JsonObject> {
    return this.#objects.values();
  }

  /** What this controller manages, in the order in which it came. */
  managedBy(uid: string): readonly JsonObject[] {
    return this.#objectsOf(this.#groups.get(uid));
  }

  /** What nobody manages in a namespace, in the order in which it came. */
  unmanagedIn(namespace: string): readonly JsonObject[] {
    return this.#objectsOf(this.#groups.get(`${namespace}/`));
  }

  /** All of a namespace; empty: what is in none. */
  allIn(namespace: string): readonly JsonObject[] {
    return this.#objectsOf(this.#namespaces.get(namespace));
  }

  /** Hears every change from now on, after the cache has taken it in; hearers are told in the order in which they came. */
  hear(hearer: (change: Change) => void): void {
    this.#hearers.push(hearer);
    for (const object of this.#objects.values()) hearer({ object, before: undefined, isGone: false });
  }

  stop(): void {
    this.#stop();
  }

  #take({ type, object }: WatchEvent): void {
    if (type === 'BOOKMARK' || type === 'ERROR') return;
    const key = keyOf(object);
    const before = this.#objects.get(key);
    const isGone = type === 'DELETED';
    // What stays where it is keeps its place in the order.
    if (before !== undefined && (isGone || groupOf(before) !== groupOf(object))) this.#drop(key, before);
    if (isGone) this.#objects.delete(key);
    else {
      this.#objects.set(key, object);
      this.#file(key, object);
    }
    for (const hear of this.#hearers) hear({ object, before, isGone });
  }

  #objectsOf(keys: Iterable<string> = []): readonly JsonObject[] {
    return [...keys].map((key) => this.#objects.get(key)).filter((object) => object !== undefined);
  }

  #file(key: string, object: JsonObject): void {
    put(this.#groups, groupOf(object), key);
    put(this.#namespaces, metadataOf(object).namespace, key);
  }

  #drop(key: string, object: JsonObject): void {
    take(this.#groups, groupOf(object), key);
    take(this.#namespaces, metadataOf(object).namespace, key);
  }
}

function put(groups: Map<string, Set<string>>, group: string, key: string): void {
  const keys = groups.get(group) ?? new Set();
  groups.set(group, keys.add(key));
}

function take(groups: Map<string, Set<string>>, group: string, key: string): void {
  const keys = groups.get(group);
  keys?.delete(key);
  if (keys?.size === 0) groups.delete(group);
}

function groupOf(object: JsonObject): string {
  const { controller, namespace } = metadataOf(object);
  return controller?.uid ?? `${namespace}/`;
}
