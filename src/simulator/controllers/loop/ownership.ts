import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiClient } from '../../api/client.ts';
import type { ApiKind } from '../../api/kind.ts';
import type { Claims } from '../objects/claim.ts';
import { controllerReference, metadataOf } from '../objects/metadata.ts';
import type { Change } from './object-cache.ts';
import { saysGone } from './refusals.ts';

/** Who takes objects up and lets them go. */
export interface Owning {
  readonly client: ApiClient;
  readonly owner: JsonObject;
  readonly apiVersion: string;
  readonly kind: string;
  /** Of what is owned. */
  readonly ownedKind: ApiKind;
  /** Put on what is taken up. */
  readonly finalizer?: string;
}

/**
 * Writes down who manages what.
 *
 * @returns what the owner manages now, as it was written
 */
export function settleClaims(owning: Owning, claims: Claims): readonly JsonObject[] {
  for (const object of claims.released) tryWrite(() => release(owning, object));
  return claims.owned
    .map((object) => (claims.adopted.includes(object) ? tryWrite(() => adopt(owning, object)) : object))
    .filter((object) => object !== undefined);
}

function adopt({ client, owner, apiVersion, kind, ownedKind, finalizer }: Owning, object: JsonObject): JsonObject {
  const metadata = new Fields(object['metadata']);
  const references = [...metadata.list('ownerReferences'), controllerReference(owner, apiVersion, kind)];
  const finalizers = metadataOf(object).finalizers;
  return client.patch(ownedKind, metadataOf(object), {
    metadata: {
      uid: metadataOf(object).uid,
      ownerReferences: references,
      ...(finalizer !== undefined && { finalizers: [...new Set([...finalizers, finalizer])] }),
    },
  });
}

function release({ client, owner, ownedKind, finalizer }: Owning, object: JsonObject): JsonObject {
  const { uid } = metadataOf(owner);
  const { finalizers } = metadataOf(object);
  return client.patch(ownedKind, metadataOf(object), {
    metadata: {
      uid: metadataOf(object).uid,
      ownerReferences: withoutOwners(object, [uid]),
      ...(finalizer !== undefined && { finalizers: finalizers.filter((name) => name !== finalizer) }),
    },
  });
}

/** The owner references of an object without those to these uids. */
export function withoutOwners(object: JsonObject, uids: readonly string[]): readonly JsonObject[] {
  const references = new Fields(object['metadata']).list('ownerReferences');
  return references.filter(isJsonObject).filter((reference) => !uids.includes(new Fields(reference).text('uid')));
}

/** Undefined when what was to be written is gone, or another one in its place. */
function tryWrite(write: () => JsonObject): JsonObject | undefined {
  try {
    return write();
  } catch (error) {
    if (saysGone(error)) return undefined;
    throw error;
  }
}

/** Keys of the owners of a kind whose object has changed: of the one that manages it, and the one that did. */
export function managersOf({ object, before }: Change, kind: string): readonly string[] {
  const keys = [before, object].flatMap((version) => {
    const { controller, namespace } = metadataOf(version ?? {});
    return controller?.kind === kind ? [`${namespace}/${controller.name}`] : [];
  });
  return [...new Set(keys)];
}
