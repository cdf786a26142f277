import type { JsonObject } from '../../core/json.ts';
import type { Resource } from '../resource.ts';

/** An object as it was read, or is to be made, and what kind it is. */
export interface Target {
  readonly resource: Resource;
  readonly object: JsonObject;
}

export interface PatchOptions {
  readonly subresource?: 'status';
  /**
   * What the object must still have: its version (nobody wrote it since it was read; the default), or only its uid (it is the
   * same one, for changes that are right whatever else was written).
   */
  readonly guard?: 'version' | 'uid';
}

/** An RFC 7386 patch; or what decides it from the object, and is asked again with the fresh one after a conflict. */
export type PatchChange = JsonObject | ((object: JsonObject) => JsonObject);

/** What became of a patch. `object` is as the API has it now. */
export type Patched =
  | { readonly kind: 'written'; readonly object: JsonObject }
  /** It says so already; nothing was sent, or nothing more. */
  | { readonly kind: 'unchanged'; readonly object: JsonObject }
  /** Somebody else has written it: decide again from this. Only for a patch that was not decided from the object. */
  | { readonly kind: 'stale'; readonly object: JsonObject }
  /** There is none, or another one of that name. */
  | { readonly kind: 'gone' };

/** What became of a creation. */
export type Created =
  | { readonly kind: 'created'; readonly object: JsonObject }
  /** It was there, and it is ours: an earlier try whose answer was lost. */
  | { readonly kind: 'adopted'; readonly object: JsonObject }
  /** Another one has the name. */
  | { readonly kind: 'taken'; readonly object: JsonObject };

/**
 * Writes that can be repeated and do no harm when something changed in between.
 * All throw Fault LEASE_LOST, with nothing sent, when this process may not write; CLUSTER_REFUSED in the API's words, such as
 * a conflict that comes again and again; CLUSTER_UNREACHABLE when there is no answer, and then it may have been carried out.
 */
export interface Writer {
  /** Sends nothing when the object says so already. */
  patch(target: Target, change: PatchChange, options?: PatchOptions): Promise<Patched>;
  /** @param isOurs  whether an object that has the name already is the one to be made */
  create(target: Target, isOurs: (existing: JsonObject) => boolean): Promise<Created>;
  /** Deletes this very object, not another one of its name; what it owns follows. */
  delete(target: Target): Promise<void>;
  /** Asks a pod to go. A disruption budget that forbids it throws CLUSTER_UNREACHABLE: it may be allowed later. */
  evict(pod: JsonObject): Promise<void>;
}
