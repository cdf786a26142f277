import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { applyMergePatch } from '../../core/merge-patch.ts';
import { sameJson } from '../../core/same-json.ts';
import { type ApiRequest, type Cluster, pathOf } from '../cluster.ts';
import { keyOf, nameOf, uidOf, versionOf, withoutManagedFields } from '../metadata.ts';
import { refusalOf } from '../refusal.ts';
import { collectionPath, objectPath, type Resource } from '../resource.ts';
import type { ObjectStore } from '../watch/store.ts';
import type { Created, PatchChange, Patched, PatchOptions, Target, Writer } from './writer.ts';

export interface GuardedWriterDeps {
  readonly cluster: Cluster;
  /** The fence: whether this process may write at this moment. */
  readonly mayWrite: () => boolean;
  /** Where objects of a kind are kept, to learn at once of what was written; undefined for kinds that are not. */
  readonly storeOf: (resource: Resource) => Pick<ObjectStore<string>, 'wrote' | 'deleted'> | undefined;
}

/** Writers that take turns settle after a few conflicts; more of them mean that two fight. */
const TRIES = 5;

/** Writes to a cluster: asks the fence before each write, holds the API to what was read, and tells the stores. */
export class GuardedWriter implements Writer {
  readonly #deps: GuardedWriterDeps;

  constructor(deps: GuardedWriterDeps) {
    this.#deps = deps;
  }

  async patch(target: Target, change: PatchChange, options: PatchOptions = {}): Promise<Patched> {
    let { object } = target;
    for (let tries = 1; ; tries += 1) {
      const body = typeof change === 'function' ? change(object) : change;
      if (sameJson(applyMergePatch(object, body), object)) return { kind: 'unchanged', object };
      try {
        const answer = await this.#send(patchRequest({ ...target, object }, body, options), target);
        return { kind: 'written', object: this.#learn(target.resource, answer) };
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined) throw error;
        const now = failure === 'conflict' ? await this.#read(target) : undefined;
        if (now === undefined || uidOf(now) !== uidOf(object)) return { kind: 'gone' };
        if (typeof change !== 'function') return { kind: 'stale', object: now };
        if (tries === TRIES) throw error;
        object = now;
      }
    }
  }

  async create(target: Target, isOurs: (existing: JsonObject) => boolean): Promise<Created> {
    const { resource, object } = target;
    const path = collectionPath(resource, nameOf(object).namespace);
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await this.#send({ method: 'POST', path, body: object }, target);
        return { kind: 'created', object: this.#learn(resource, answer) };
      } catch (error) {
        if (refusalOf(error)?.reason !== 'AlreadyExists') throw error;
        const existing = await this.#read(target);
        if (existing !== undefined) return { kind: isOurs(existing) ? 'adopted' : 'taken', object: existing };
        // It went away between the two questions.
        if (tries === TRIES) throw error;
      }
    }
  }

  async delete(target: Target): Promise<void> {
    const { resource, object } = target;
    const uid = uidOf(object);
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions: { uid } };
    const answer = await this.#sendUnlessGone(
      { method: 'DELETE', path: objectPath(resource, nameOf(object)), body },
      target,
    );
    // An object that something still holds on to comes back as it is now; one that is gone, as a mere status.
    if (!isJsonObject(answer)) return;
    if (answer['kind'] === 'Status') this.#deps.storeOf(resource)?.deleted(nameOf(object), uid);
    else this.#learn(resource, answer);
  }

  async evict(pod: JsonObject): Promise<void> {
    const metadata = { ...nameOf(pod) };
    const path = objectPath(PODS, metadata) + pathOf('eviction');
    const deleteOptions = { preconditions: { uid: uidOf(pod) } };
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata, deleteOptions };
    await this.#sendUnlessGone({ method: 'POST', path, body }, { resource: PODS, object: pod });
  }

  async #send(request: ApiRequest, { resource, object }: Target): Promise<Json> {
    if (!this.#deps.mayWrite()) {
      const what = `${request.method} ${resource.kind} ${keyOf(nameOf(object))}`;
      throw new Fault('LEASE_LOST', `${what}: not sent, for this process does not hold the lease`);
    }
    return this.#deps.cluster.request(request);
  }

  /** Null when there is no such object, or another one of that name. */
  async #sendUnlessGone(request: ApiRequest, target: Target): Promise<Json> {
    try {
      return await this.#send(request, target);
    } catch (error) {
      if (failureOf(error) === undefined) throw error;
      return null;
    }
  }

  /** The object of that name as it is now, if there is one. */
  async #read({ resource, object }: Target): Promise<JsonObject | undefined> {
    const path = objectPath(resource, nameOf(object));
    try {
      return this.#learn(resource, await this.#deps.cluster.request({ method: 'GET', path }));
    } catch (error) {
      if (refusalOf(error)?.code === 404) return undefined;
      throw error;
    }
  }

  #learn(resource: Resource, answer: Json): JsonObject {
    const object = withoutManagedFields(isJsonObject(answer) ? answer : {});
    this.#deps.storeOf(resource)?.wrote(object);
    return object;
  }
}

const PODS: Resource = { apiVersion: 'v1', kind: 'Pod', plural: 'pods' };

function patchRequest(
  { resource, object }: Target,
  patch: JsonObject,
  { subresource, guard }: PatchOptions,
): ApiRequest {
  const asRead = guard === 'uid' ? { uid: uidOf(object) } : { resourceVersion: versionOf(object) };
  const { metadata } = patch;
  const body = { ...patch, metadata: { ...(isJsonObject(metadata) && metadata), ...asRead } };
  const path = objectPath(resource, nameOf(object)) + (subresource === undefined ? '' : pathOf(subresource));
  return { method: 'PATCH', path, patch: 'merge', body };
}

/** Why a write did not fit; undefined for any other failure. */
function failureOf(error: unknown): 'conflict' | 'gone' | undefined {
  const refusal = refusalOf(error);
  if (refusal?.code === 409) return 'conflict';
  // The API takes another uid for an attempt to change it.
  const isOther = refusal?.code === 422 && refusal.message.includes('metadata.uid');
  return refusal?.code === 404 || isOther ? 'gone' : undefined;
}
