import { isJsonObject, type JsonObject } from '../../../../core/json.ts';

/** The metadata of an object or a list; empty when it has none. */
export function metadataOf(object: JsonObject): JsonObject {
  const { metadata } = object;
  return isJsonObject(metadata) ? metadata : {};
}

/** An object without anything but its metadata: `PartialObjectMetadata`. */
export function metadataAlone(object: JsonObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: metadataOf(object) };
}

/** A list of such objects, with the list's own metadata. */
export function metadataListOf(list: JsonObject, items: readonly JsonObject[]): JsonObject {
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: metadataOf(list),
    items: items.map(metadataAlone),
  };
}
