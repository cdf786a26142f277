import { always, flag, json, list, map, pointer, struct, text, time, whole } from '../hash/go-type.ts';

const labelSelectorRequirement = struct({ key: always(text), operator: always(text), values: list(text) });

/** Which objects, by their labels. */
export const labelSelector = struct({ matchLabels: map(text), matchExpressions: list(labelSelectorRequirement) });

/** `metadata` of a pod template and of a volume claim template. */
export const objectMeta = struct({
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: text,
  resourceVersion: text,
  generation: whole,
  creationTimestamp: time,
  deletionTimestamp: pointer(time),
  deletionGracePeriodSeconds: pointer(whole),
  labels: map(text),
  annotations: map(text),
  ownerReferences: list(
    struct({
      apiVersion: always(text),
      kind: always(text),
      name: always(text),
      uid: always(text),
      controller: pointer(flag),
      blockOwnerDeletion: pointer(flag),
    }),
  ),
  finalizers: list(text),
  managedFields: list(
    struct({
      manager: text,
      operation: text,
      apiVersion: text,
      time: pointer(time),
      fieldsType: text,
      fieldsV1: pointer(json),
      subresource: text,
    }),
  ),
});
