import type { JsonObject } from '../../core/json.ts';
import { objectIn } from '../../core/json-members.ts';
import { isOlder, keyOf, nameOf, uidOf, versionOf, withoutManagedFields } from '../metadata.ts';
import type { ObjectName } from '../resource.ts';
import type { Seen } from './follow.ts';
import { type IndexBy, Indexed } from './indexed.ts';
import { OwnWrites } from './own-writes.ts';

/** What happened to one object. An object that was made anew under its old name is deleted first and added then. */
export type Change =
  | { readonly kind: 'added' | 'deleted'; readonly object: JsonObject }
  | { readonly kind: 'changed'; readonly object: JsonObject; readonly old: JsonObject }
  /** Nothing happened; it is time to look at the object again. */
  | { readonly kind: 'resync'; readonly object: JsonObject };

/**
 * The objects of one kind as they are known here. Objects are never changed in place: one that is the same is the same
 * object still, so that what was made of it can be kept.
 */
export interface ObjectReader<Index extends string> {
  get(name: ObjectName): JsonObject | undefined;
  all(): readonly JsonObject[];
  /** The objects that an index has under a value, in no order. */
  find(index: Index, value: string): readonly JsonObject[];
  /** Whether all objects are known: the first list is whole. */
  hasSynced(): boolean;
}

/** Holds what following saw, tells what changed, and never falls behind what this process wrote. */
export class ObjectStore<Index extends string> implements ObjectReader<Index> {
  readonly #objects: Indexed<Index>;
  readonly #own = new OwnWrites();
  readonly #told: (change: Change) => void;
  /** Keys of the list that is being read. */
  #listed = new Set<string>();
  /** The newest version that the API has told of. */
  #heardUpTo = '';
  #hasSynced = false;

  /** @param told  hears of every change, right after it was made; it must not throw */
  constructor(indexes: Readonly<Record<Index, IndexBy>>, told: (change: Change) => void) {
    this.#objects = new Indexed(indexes);
    this.#told = told;
  }

  get(name: ObjectName): JsonObject | undefined {
    return this.#objects.get(keyOf(name));
  }

  all(): readonly JsonObject[] {
    return this.#objects.all().map(([, object]) => object);
  }

  find(index: Index, value: string): readonly JsonObject[] {
    return this.#objects.find(index, value);
  }

  hasSynced(): boolean {
    return this.#hasSynced;
  }

  /** Takes in what following saw. */
  take(seen: Exclude<Seen, { kind: 'trouble' }>): void {
    switch (seen.kind) {
      case 'listing':
        this.#listed = new Set();
        return;
      case 'page':
        for (const object of seen.objects) this.#listed.add(this.#hear(object, 'put'));
        return;
      case 'listed':
        this.#endList(seen.resourceVersion);
        return;
      case 'bookmark':
        this.#heardUpTo = versionOf(seen.object);
        return;
      default:
        this.#hear(seen.object, seen.kind);
        this.#heardUpTo = versionOf(seen.object);
    }
  }

  /** Takes in the API's answer to a write of this process. */
  wrote(object: JsonObject): void {
    const version = versionOf(object);
    // Otherwise the API has told of it already, and maybe of more since.
    if (!isOlder(this.#heardUpTo, version)) return;
    const key = keyOf(nameOf(object));
    this.#own.wrote(key, version);
    this.#put(key, withoutManagedFields(object));
  }

  /** Takes in that the API has deleted the object with that uid for good, as this process asked. */
  deleted(name: ObjectName, uid: string): void {
    const key = keyOf(name);
    if (uidOf(this.#objects.get(key) ?? {}) !== uid) return;
    this.#own.deleted(key, uid);
    this.#delete(key);
  }

  /** Tells of every object again. */
  resync(): void {
    for (const object of this.all()) this.#told({ kind: 'resync', object });
  }

  #hear(object: JsonObject, kind: 'put' | 'gone'): string {
    const key = keyOf(nameOf(object));
    if (this.#own.isOld(key, object, kind)) return key;
    if (kind === 'put') this.#put(key, object);
    else this.#delete(key);
    return key;
  }

  #endList(version: string): void {
    for (const [key] of this.#objects.all()) {
      if (!this.#listed.has(key) && !this.#own.isAhead(key, version)) this.#delete(key);
    }
    this.#listed = new Set();
    this.#heardUpTo = version;
    this.#hasSynced = true;
  }

  #put(key: string, object: JsonObject): void {
    const old = this.#objects.get(key);
    if (old !== undefined && versionOf(old) === versionOf(object)) return;
    if (old === undefined || uidOf(old) !== uidOf(object)) {
      if (old !== undefined) this.#delete(key);
      this.#objects.put(key, object);
      this.#told({ kind: 'added', object });
      return;
    }
    const kept = withKnownSpec(object, old);
    this.#objects.put(key, kept);
    this.#told({ kind: 'changed', object: kept, old });
  }

  #delete(key: string): void {
    const object = this.#objects.get(key);
    if (object === undefined) return;
    this.#objects.delete(key);
    this.#told({ kind: 'deleted', object });
  }
}

/**
 * The object with the spec that is known already, where its generation says that it has not changed: half the memory while both live, and
 * what was made of it is found again.
 */
function withKnownSpec(object: JsonObject, old: JsonObject): JsonObject {
  const { spec } = old;
  const { generation } = objectIn(object, 'metadata');
  const isKnown = typeof generation === 'number' && generation === objectIn(old, 'metadata')['generation'];
  return isKnown && spec !== undefined ? { ...object, spec } : object;
}
