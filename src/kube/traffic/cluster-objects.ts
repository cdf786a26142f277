import { Fault } from '../../core/fault.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { mergePatch } from '../../core/merge-patch.ts';
import type { Manifest, ObjectRef } from '../../traffic/router.ts';
import type { Cluster } from '../cluster.ts';
import type { Caches } from '../controllers/caches.ts';
import { refusalOf } from '../refusal.ts';
import { objectPath, type Resource } from '../resource.ts';
import type { Writer } from '../write/writer.ts';
import type { RouterObjects } from './router-objects.ts';

export interface ClusterObjectsDeps {
  readonly cluster: Pick<Cluster, 'request'>;
  readonly caches: Pick<Caches, 'onDemand'>;
  /** Whether and how writes are sent is for it to say. */
  readonly writer: Pick<Writer, 'create' | 'patch'>;
}

/**
 * Routers' objects on a cluster, for one sync. Each is looked for in the caches first, also where a router asks to read it: a version
 * that turns out to be old cannot be written over, so nothing is asked for again and again. What was read or written is remembered, so that
 * a later question of the same sync sees it.
 */
export function clusterObjects({ cluster, caches, writer }: ClusterObjectsDeps): RouterObjects {
  const known = new Map<string, JsonObject>();
  const learn = (ref: ObjectRef, object: JsonObject): JsonObject => {
    known.set(keyOf(ref), object);
    return object;
  };
  const cached = async (ref: ObjectRef): Promise<Manifest | undefined> => {
    const object = known.get(keyOf(ref)) ?? (await caches.onDemand(resourceOf(ref))).get(ref);
    // What is decided from this version must not be written over a newer one.
    return object && learn(ref, object);
  };
  const read = async (ref: ObjectRef): Promise<Manifest> => {
    const object = await unlessRefused(cached(ref));
    if (object !== undefined) return learn(ref, object);
    const answer = await cluster.request({ method: 'GET', path: objectPath(resourceOf(ref), ref) });
    return learn(ref, isJsonObject(answer) ? answer : {});
  };
  const patch = async (ref: ObjectRef, change: (from: Manifest) => JsonObject, guard: 'version' | 'uid') => {
    const object = await read(ref);
    const patched = await writer.patch({ resource: resourceOf(ref), object }, change(object), { guard });
    if (patched.kind === 'gone') {
      known.delete(keyOf(ref));
      throw notFound(ref);
    }
    learn(ref, patched.object);
    if (patched.kind === 'stale') throw conflict(ref);
  };
  return {
    cached,
    read,
    async create(ref, manifest) {
      const object = { ...manifest, apiVersion: ref.apiVersion, kind: ref.kind };
      const created = await writer.create({ resource: resourceOf(ref), object }, () => false);
      learn(ref, created.object);
      if (created.kind !== 'created') throw refusal(ref, 409, 'AlreadyExists', (name) => `${name} already exists`);
    },
    replace: (ref, manifest) => patch(ref, (from) => mergePatch(from, manifest), 'version'),
    patch: (ref, body, guard) => patch(ref, () => body, guard),
  };
}

const keyOf = ({ apiVersion, resource, namespace, name }: ObjectRef): string =>
  JSON.stringify([apiVersion, resource, namespace, name]);

const resourceOf = ({ apiVersion, kind, resource }: ObjectRef): Resource => ({ apiVersion, kind, plural: resource });

/** A kind that cannot be followed may still be read. */
async function unlessRefused(cached: Promise<Manifest | undefined>): Promise<Manifest | undefined> {
  try {
    return await cached;
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return undefined;
  }
}

const notFound = (ref: ObjectRef): Fault => refusal(ref, 404, 'NotFound', (name) => `${name} not found`);

const conflict = (ref: ObjectRef): Fault =>
  refusal(
    ref,
    409,
    'Conflict',
    (name) =>
      `Operation cannot be fulfilled on ${name}: the object has been modified; please apply your changes to the latest version and try again`,
  );

/** As the API words it. */
function refusal(ref: ObjectRef, code: number, reason: string, say: (name: string) => string): Fault {
  const [group = ''] = ref.apiVersion.split('/');
  return new Fault('CLUSTER_REFUSED', say(`${ref.resource}.${group} "${ref.name}"`), { code, reason });
}
