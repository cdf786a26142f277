import type { Instant } from '../../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { Fields } from '../../../rollout/reading/fields.ts';

/** What controllers read of an object's `metadata`. */
export interface Metadata {
  /** Empty for what is in no namespace. */
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly generation: number;
  readonly createdAt: Instant | undefined;
  /** `deletionTimestamp`: when the object is to be gone, its grace period included. */
  readonly deletedAt: Instant | undefined;
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly finalizers: readonly string[];
  readonly owners: readonly Owner[];
  /** The owner that manages it; at most one does. */
  readonly controller: Owner | undefined;
}

/** Texts by name: labels and annotations. */
export type Texts = Readonly<Record<string, string>>;

/** One of `metadata.ownerReferences`. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly isController: boolean;
  readonly isBlocking: boolean;
}

/** Reads an object's metadata, once for each version of the object. */
export const metadataOf = perObject((object: JsonObject): Metadata => {
  const fields = new Fields(object['metadata']);
  const owners = fields.list('ownerReferences').map(readOwner);
  return {
    namespace: fields.text('namespace'),
    name: fields.text('name'),
    uid: fields.text('uid'),
    generation: fields.whole('generation') ?? 0,
    createdAt: fields.time('creationTimestamp'),
    deletedAt: fields.time('deletionTimestamp'),
    labels: textsOf(fields.object('labels')),
    annotations: textsOf(fields.object('annotations')),
    finalizers: fields.list('finalizers').filter((name) => typeof name === 'string'),
    owners,
    controller: owners.find(({ isController }) => isController),
  };
});

function readOwner(json: unknown): Owner {
  const fields = new Fields(isJsonObject(json) ? json : undefined);
  return {
    apiVersion: fields.text('apiVersion'),
    kind: fields.text('kind'),
    name: fields.text('name'),
    uid: fields.text('uid'),
    isController: fields.flag('controller'),
    isBlocking: fields.flag('blockOwnerDeletion'),
  };
}

/** The texts of an object of texts; what is no text is left out. */
export function textsOf(json: JsonObject | undefined): Texts {
  if (json === undefined) return NONE;
  return Object.fromEntries(
    Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const NONE: Texts = {};

/** What names an object within its kind: `namespace/name`, or `name` alone for what is in no namespace. */
export function keyOf(object: JsonObject): string {
  const { namespace, name } = metadataOf(object);
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** What makes an object the controller of another one. */
export function controllerReference(owner: JsonObject, apiVersion: string, kind: string): JsonObject {
  const { name, uid } = metadataOf(owner);
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}
