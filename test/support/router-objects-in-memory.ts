import { Fault } from '../../src/core/fault.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { objectIn, textIn } from '../../src/core/json-members.ts';
import { applyMergePatch } from '../../src/core/merge-patch.ts';
import type { RouterObjects } from '../../src/kube/traffic/router-objects.ts';
import type { Manifest, ObjectRef } from '../../src/traffic/router.ts';

/** A write as it was asked for, also when it was refused. */
export interface WriteSeen {
  readonly verb: 'create' | 'update' | 'patch';
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly patchType?: string;
  readonly body?: Json;
}

export interface ObjectsInMemory extends RouterObjects {
  /** By `Kind/namespace/name`. */
  readonly manifests: Map<string, Manifest>;
  readonly writes: WriteSeen[];
}

export interface MemoryOptions {
  /** Names that the cache does not know. */
  readonly notInCache?: readonly string[];
  /** What a call is refused with; undefined lets it pass. */
  readonly refuse?: (verb: string, ref: ObjectRef) => Fault | undefined;
}

export function objectKey({ kind, namespace, name }: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return `${kind}/${namespace}/${name}`;
}

/** Routers' objects without a cluster; refusals are worded as an API server words them. */
export function objectsInMemory(before: readonly JsonObject[], options: MemoryOptions = {}): ObjectsInMemory {
  const manifests = new Map(before.map((manifest) => [keyOf(manifest), manifest]));
  const writes: WriteSeen[] = [];
  const { notInCache = [], refuse } = options;
  const get = (verb: string, ref: ObjectRef): Manifest => {
    const refusal = refuse?.(verb, ref);
    if (refusal !== undefined) throw refusal;
    const manifest = manifests.get(objectKey(ref));
    if (manifest === undefined) throw refusals.notFound(ref);
    return manifest;
  };
  const seen = (
    { resource, namespace, name }: ObjectRef,
    write: Pick<WriteSeen, 'verb' | 'patchType' | 'body'>,
  ): void => {
    writes.push({ resource, namespace, name, ...write });
  };
  return {
    manifests,
    writes,
    cached: async (ref) => (notInCache.includes(ref.name) ? undefined : manifests.get(objectKey(ref))),
    read: async (ref) => get('get', ref),
    async create(ref, manifest) {
      seen(ref, { verb: 'create' });
      const refusal = refuse?.('create', ref);
      if (refusal !== undefined) throw refusal;
      if (manifests.has(objectKey(ref))) throw refusals.alreadyExists(ref);
      manifests.set(objectKey(ref), manifest);
    },
    async replace(ref, manifest) {
      seen(ref, { verb: 'update' });
      get('update', ref);
      manifests.set(objectKey(ref), manifest);
    },
    async patch(ref, body) {
      seen(ref, { verb: 'patch', patchType: 'application/merge-patch+json', body });
      manifests.set(objectKey(ref), applyMergePatch(get('patch', ref), body));
    },
  };
}

function keyOf(manifest: JsonObject): string {
  const metadata = objectIn(manifest, 'metadata');
  const name = textIn(metadata, 'name');
  return objectKey({ kind: textIn(manifest, 'kind'), namespace: textIn(metadata, 'namespace'), name });
}

/** An API server's usual refusals. */
export const refusals = {
  notFound: (ref: ObjectRef): Fault => refusal(ref, 404, 'NotFound', (object) => `${object} not found`),
  alreadyExists: (ref: ObjectRef): Fault => refusal(ref, 409, 'AlreadyExists', (object) => `${object} already exists`),
  forbidden: (ref: ObjectRef): Fault =>
    refusal(ref, 403, 'Forbidden', (object) => `${object} is forbidden: not allowed`),
  conflict: (ref: ObjectRef): Fault =>
    refusal(
      ref,
      409,
      'Conflict',
      (object) =>
        `Operation cannot be fulfilled on ${object}: the object has been modified; please apply your changes to the latest version and try again`,
    ),
};

function refusal(ref: ObjectRef, code: number, reason: string, say: (object: string) => string): Fault {
  const [group = ''] = ref.apiVersion.split('/');
  return new Fault('CLUSTER_REFUSED', say(`${ref.resource}.${group} "${ref.name}"`), { code, reason });
}
