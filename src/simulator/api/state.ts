import type { Clock } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { WatchEvent, Watching } from './call.ts';
import { frozen } from './frozen.ts';
import { metadataOf, withMetadata } from './members.ts';
import { apiVersionOf, type Resource, Resources } from './served.ts';
import type { Change, Wish } from './watches.ts';

/**
 * Everything that the embedded API server knows. One counter gives versions to all writes, as with etcd. Objects are frozen once they are
 * stored: lists, watches and histories hand out the very same ones.
 */
export class State {
  readonly resources: Resources;
  readonly #clock: Pick<Clock, 'now'>;
  /** The version of the newest write. */
  #version = 1;
  #creations = 0;
  /** Changes that are stored, but not yet told. */
  readonly #untold: { readonly resource: Resource; readonly change: Change }[] = [];
  #isTelling = false;

  constructor(clock: Pick<Clock, 'now'>, remembered: number) {
    this.#clock = clock;
    this.resources = new Resources(remembered);
  }

  get version(): number {
    return this.#version;
  }

  /** A whole number ≥ 1 that no other creation gets. */
  nextSerial(): number {
    this.#creations += 1;
    return this.#creations;
  }

  /** Stores a new object or a change. Returns it with its version. */
  put(resource: Resource, object: JsonObject): JsonObject {
    const { namespace, name } = placeOfObject(object);
    const before = resource.objects.get(namespace, name);
    const stored = this.#stamped(object);
    resource.objects.put(namespace, name, stored);
    this.#changed(resource, {
      type: before === undefined ? 'ADDED' : 'MODIFIED',
      version: this.#version,
      object: stored,
      ...(before !== undefined && { before }),
    });
    return stored;
  }

  /** Takes out what stands there. Returns it as it was, with the version of its end. */
  remove(resource: Resource, object: JsonObject): JsonObject {
    const { namespace, name } = placeOfObject(object);
    const before = resource.objects.get(namespace, name) ?? object;
    const gone = this.#stamped(before);
    resource.objects.delete(namespace, name);
    this.#changed(resource, { type: 'DELETED', version: this.#version, object: gone, before });
    return gone;
  }

  #stamped(object: JsonObject): JsonObject {
    this.#version += 1;
    return frozen(withMetadata(object, { resourceVersion: `${this.#version}` }));
  }

  /**
   * Begins a watch: tells what is there, if that is wanted, and then every change after `since`.
   *
   * @param opening  what is told first of all
   */
  watch(resource: Resource, wish: Wish, since: number, opening: readonly WatchEvent[]): Watching {
    return this.#inTurn(() => {
      for (const event of opening) wish.hear(event);
      return resource.watches.begin(wish, since, this.#clock.now());
    });
  }

  #changed(resource: Resource, change: Change): void {
    resource.watches.note(change);
    this.#untold.push({ resource, change });
    this.#inTurn(() => {});
  }

  /** Does something while nobody is told of anything, then tells what came of it; who is being told already waits for their turn. */
  #inTurn<T>(act: () => T): T {
    if (this.#isTelling) return act();
    this.#isTelling = true;
    try {
      const result = act();
      while (this.#untold.length > 0) this.#tellAll();
      return result;
    } finally {
      this.#isTelling = false;
    }
  }

  #tellAll(): void {
    const now = this.#clock.now();
    for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) {
      next.resource.watches.tell(next.change, now);
    }
    const version = this.#version;
    for (const { watches, kinds } of this.resources.all()) {
      const [kind] = kinds.values();
      if (kind !== undefined) watches.bookmark(version, { kind: kind.kind, apiVersion: apiVersionOf(kind) }, now);
    }
  }
}

/** Where an object is kept. */
export function placeOfObject(object: JsonObject): { readonly namespace: string; readonly name: string } {
  const metadata = metadataOf(object);
  return { namespace: textIn(metadata, 'namespace'), name: textIn(metadata, 'name') };
}
