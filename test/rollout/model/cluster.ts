import { formatInstant, type Instant } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { applyMergePatch } from '../../../src/core/merge-patch.ts';
import { sameJson } from '../../../src/core/same-json.ts';

/** What the API server says to a write. */
export type Answer =
  | { readonly kind: 'done'; readonly object: JsonObject }
  | { readonly kind: 'refused'; readonly code: 404 | 409 };

/** What an object must still have for a write to it. */
export interface Guard {
  readonly resourceVersion?: string;
  readonly uid?: string;
}

/** An API server in memory: objects with versions, of one namespace. */
export class Cluster {
  readonly #kinds = new Map<string, Map<string, JsonObject>>();
  readonly #now: () => Instant;
  readonly #tell: (object: JsonObject) => void;
  /** Counts all changes. */
  version = 0;

  /** @param tell  hears of every object that was made, changed or deleted */
  constructor(now: () => Instant, tell: (object: JsonObject) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  of(kind: string): readonly JsonObject[] {
    return [...(this.#kinds.get(kind)?.values() ?? [])];
  }

  /** The objects of a kind by name, as they are now; later writes do not show. */
  snapshot(kind: string): Map<string, JsonObject> {
    return new Map(this.#kinds.get(kind));
  }

  find(kind: string, name: string): JsonObject | undefined {
    return this.#kinds.get(kind)?.get(name);
  }

  get(kind: string, name: string): JsonObject {
    const object = this.find(kind, name);
    if (object === undefined) throw new Error(`${kind} ${name} is not there`);
    return object;
  }

  create(object: JsonObject): Answer {
    const [kind, name] = [kindOf(object), nameOf(object)];
    if (this.find(kind, name) !== undefined) return { kind: 'refused', code: 409 };
    const metadata = {
      ...metadataOf(object),
      uid: `${kind}-${name}-${this.version + 1}`,
      creationTimestamp: formatInstant(this.#now()),
      generation: 1,
    };
    return this.#store({ ...object, metadata });
  }

  /** A merge patch; one that changes nothing makes no version. */
  patch(kind: string, name: string, patch: JsonObject, guard: Guard = {}): Answer {
    const object = this.find(kind, name);
    if (object === undefined || isOther(object, guard)) return { kind: 'refused', code: 404 };
    const { resourceVersion } = guard;
    if (resourceVersion !== undefined && resourceVersion !== metadataOf(object)['resourceVersion']) {
      return { kind: 'refused', code: 409 };
    }
    if (saysNothingNew(patch, object)) return { kind: 'done', object };
    const changed = applyMergePatch(object, patch);
    const isOfSpec = 'spec' in patch && !sameJson(changed['spec'] ?? null, object['spec'] ?? null);
    return this.#store(isOfSpec ? nextGeneration(changed) : changed);
  }

  delete(kind: string, name: string, guard: Guard = {}): Answer {
    const object = this.find(kind, name);
    if (object === undefined || isOther(object, guard)) return { kind: 'refused', code: 404 };
    this.#kinds.get(kind)?.delete(name);
    this.version += 1;
    this.#tell(object);
    return { kind: 'done', object };
  }

  #store(object: JsonObject): Answer {
    this.version += 1;
    const metadata = { ...metadataOf(object), resourceVersion: String(this.version) };
    const stored = { ...object, metadata };
    const kind = kindOf(object);
    const ofKind = this.#kinds.get(kind) ?? new Map<string, JsonObject>();
    this.#kinds.set(kind, ofKind.set(nameOf(object), stored));
    this.#tell(stored);
    return { kind: 'done', object: stored };
  }
}

/** Whether a merge patch would leave an object as it is. */
export function saysNothingNew(patch: JsonObject, object: JsonObject): boolean {
  return Object.entries(patch).every(([name, value]) => {
    const before = object[name];
    if (value === null || before === undefined) return value === null && before === undefined;
    return isJsonObject(value) && isJsonObject(before) ? saysNothingNew(value, before) : sameJson(value, before);
  });
}

function isOther(object: JsonObject, { uid }: Guard): boolean {
  return uid !== undefined && uid !== metadataOf(object)['uid'];
}

function nextGeneration(object: JsonObject): JsonObject {
  const metadata = metadataOf(object);
  return { ...object, metadata: { ...metadata, generation: Number(metadata['generation'] ?? 0) + 1 } };
}

export function metadataOf({ metadata }: JsonObject): JsonObject {
  return isJsonObject(metadata) ? metadata : {};
}

/** A text; what is none is empty. */
function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function kindOf({ kind }: JsonObject): string {
  return asText(kind);
}

export function nameOf(object: JsonObject): string {
  return asText(metadataOf(object)['name']);
}

export function uidOf(object: JsonObject): string {
  return asText(metadataOf(object)['uid']);
}

export function versionOf(object: JsonObject): string {
  return asText(metadataOf(object)['resourceVersion']);
}

/** The object that controls another, as `Kind/name`; undefined for none. */
export function ownerOf(object: JsonObject): string | undefined {
  const owners = metadataOf(object)['ownerReferences'];
  const [owner] = Array.isArray(owners) ? owners : [];
  return isJsonObject(owner) ? `${asText(owner['kind'])}/${asText(owner['name'])}` : undefined;
}
