import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { type ApiRequest, type Cluster, pathOf } from '../cluster.ts';
import { applyMergePatch } from '../merge-patch.ts';
import { keyOf, nameOf, uidOf, versionOf, withoutManagedFields } from '../metadata.ts';
import { refusalOf } from '../refusal.ts';
import { collectionPath, objectPath, type Resource } from '../resource.ts';
import { sameJson } from '../same-json.ts';
import type { ObjectStore } from '../watch/store.ts';

/** An object as it was read, and what kind it is. */
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

/** What became of a patch. `object` is as the API has it now. */
export type Patched =
  | { readonly kind: 'written'; readonly object: JsonObject }
  /** It says so already; nothing was sent, or nothing more. */
  | { readonly kind: 'unchanged'; readonly object: JsonObject }
  /** Somebody else has written it: decide again from this. */
  | { readonly kind: 'stale'; readonly object: JsonObject }
  /** There is none, or another one of that name. */
  | { readonly kind: 'gone' };

export type Created =
  | { readonly kind: 'created'; readonly object: JsonObject }
  /** It was there, and it is ours: an earlier try whose answer was lost. */
  | { readonly kind: 'adopted'; readonly object: JsonObject }
  /** Another one has the name. */
  | { readonly kind: 'taken'; readonly object: JsonObject };

/**
 * Writes that can be repeated and do no harm when something changed in between.
 * All throw Fault LEASE_LOST, with nothing sent, when this process may not write; CLUSTER_REFUSED in the API's words;
 * CLUSTER_UNREACHABLE when there is no answer, and then it may have been carried out or not.
 */
export interface Writer {
  /**
   * @param change  an RFC 7386 patch; or what decides it from the object, asked again with the fresh one after a conflict.
   *   With a patch alone a conflict is not tried again: it ends as `stale`
   */
  patch(
    target: Target,
    change: JsonObject | ((object: JsonObject) => JsonObject),
    options?: PatchOptions,
  ): Promise<Patched>;
  /** @param isOurs  whether an object that has the name already is the one to be made */
  create(target: Target, isOurs: (existing: JsonObject) => boolean): Promise<Created>;
  /** Deletes this very object, not another one of its name; what it owns follows. */
  delete(target: Target): Promise<void>;
  /** Asks a pod to go. A disruption budget that forbids it throws CLUSTER_UNREACHABLE: it may be allowed later. */
  evict(pod: JsonObject): Promise<void>;
}

export interface WriterDeps {
  readonly cluster: Cluster;
  /** The fence: whether this process may write at this moment. */
  readonly mayWrite: () => boolean;
  /** Where objects of a kind are kept, to learn at once of what was written; undefined for kinds that are not. */
  readonly storeOf: (resource: Resource) => Pick<ObjectStore<string>, 'wrote' | 'deleted'> | undefined;
}

/** Writers that take turns settle after a few conflicts; more of them mean that two fight. */
const TRIES = 5;

/** Writes to a cluster. */
export function guardedWriter({ cluster, mayWrite, storeOf }: WriterDeps): Writer {
  async function send(request: ApiRequest, { resource, object }: Target): Promise<Json> {
    if (!mayWrite()) {
      const what = `${request.method} ${resource.kind} ${keyOf(nameOf(object))}`;
      throw new Fault('LEASE_LOST', `${what}: not sent, for this process does not hold the lease`);
    }
    return cluster.request(request);
  }

  function learn(resource: Resource, answer: Json): JsonObject {
    const object = withoutManagedFields(isJsonObject(answer) ? answer : {});
    storeOf(resource)?.wrote(object);
    return object;
  }

  /** The object as it is now; undefined when it is gone, or another one has its name. */
  async function fresh({ resource, object }: Target): Promise<JsonObject | undefined> {
    const found = await read({ resource, object });
    return found !== undefined && uidOf(found) === uidOf(object) ? found : undefined;
  }

  async function read({ resource, object }: Target): Promise<JsonObject | undefined> {
    try {
      return learn(resource, await cluster.request({ method: 'GET', path: objectPath(resource, nameOf(object)) }));
    } catch (error) {
      if (refusalOf(error)?.code === 404) return undefined;
      throw error;
    }
  }

  async function patch(
    target: Target,
    change: Parameters<Writer['patch']>[1],
    options: PatchOptions = {},
  ): Promise<Patched> {
    let { object } = target;
    for (let tries = 1; ; tries += 1) {
      const body = typeof change === 'function' ? change(object) : change;
      if (sameJson(applyMergePatch(object, body), object)) return { kind: 'unchanged', object };
      try {
        const answer = await send(patchRequest({ ...target, object }, body, options), target);
        return { kind: 'written', object: learn(target.resource, answer) };
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined) throw error;
        const now = failure === 'conflict' ? await fresh(target) : undefined;
        if (now === undefined) return { kind: 'gone' };
        if (typeof change !== 'function') return { kind: 'stale', object: now };
        if (tries === TRIES) throw error;
        object = now;
      }
    }
  }

  async function create(target: Target, isOurs: (existing: JsonObject) => boolean): Promise<Created> {
    const { resource, object } = target;
    const path = collectionPath(resource, nameOf(object).namespace);
    for (let tries = 1; ; tries += 1) {
      try {
        return { kind: 'created', object: learn(resource, await send({ method: 'POST', path, body: object }, target)) };
      } catch (error) {
        if (refusalOf(error)?.reason !== 'AlreadyExists') throw error;
        const existing = await read(target);
        if (existing !== undefined) return { kind: isOurs(existing) ? 'adopted' : 'taken', object: existing };
        // It went away between the two questions.
        if (tries === TRIES) throw error;
      }
    }
  }

  async function remove(target: Target): Promise<void> {
    const { resource, object } = target;
    const uid = uidOf(object);
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions: { uid } };
    try {
      const answer = await send({ method: 'DELETE', path: objectPath(resource, nameOf(object)), body }, target);
      // An object that something still holds on to comes back as it is now; one that is gone, as a mere status.
      if (isJsonObject(answer) && answer['kind'] === 'Status') storeOf(resource)?.deleted(nameOf(object), uid);
      else learn(resource, answer);
    } catch (error) {
      const code = refusalOf(error)?.code;
      if (code !== 404 && code !== 409) throw error;
    }
  }

  async function evict(pod: JsonObject): Promise<void> {
    const { namespace, name } = nameOf(pod);
    const path = objectPath(PODS, { namespace, name }) + pathOf('eviction');
    const deleteOptions = { preconditions: { uid: uidOf(pod) } };
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { namespace, name }, deleteOptions };
    await send({ method: 'POST', path, body }, { resource: PODS, object: pod }).catch((error: unknown) => {
      const code = refusalOf(error)?.code;
      if (code !== 404 && code !== 409) throw error;
    });
  }

  return { patch, create, delete: remove, evict };
}

const PODS: Resource = { apiVersion: 'v1', kind: 'Pod', plural: 'pods' };

function patchRequest(
  { resource, object }: Target,
  patch: JsonObject,
  { subresource, guard }: PatchOptions,
): ApiRequest {
  const asRead = guard === 'uid' ? { uid: uidOf(object) } : { resourceVersion: versionOf(object) };
  const path = objectPath(resource, nameOf(object)) + (subresource === undefined ? '' : pathOf(subresource));
  return { method: 'PATCH', path, patch: 'merge', body: applyGuard(patch, asRead) };
}

function applyGuard(patch: JsonObject, asRead: JsonObject): JsonObject {
  const { metadata } = patch;
  return { ...patch, metadata: { ...(isJsonObject(metadata) && metadata), ...asRead } };
}

/** Why a patch did not fit; undefined for any other failure. */
function failureOf(error: unknown): 'conflict' | 'gone' | undefined {
  const refusal = refusalOf(error);
  if (refusal?.code === 409) return 'conflict';
  // The API takes another uid for an attempt to change it.
  const isOther = refusal?.code === 422 && refusal.message.includes('metadata.uid');
  return refusal?.code === 404 || isOther ? 'gone' : undefined;
}
