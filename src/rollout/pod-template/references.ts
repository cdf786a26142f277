import { always, pointer, quantity, struct, text, whole } from '../hash/go-type.ts';

/** An object of the same namespace. */
export const localObjectReference = struct({ name: text });

/** A field of the pod. */
export const objectFieldSelector = struct({ apiVersion: text, fieldPath: always(text) });

/** A limit or request of a container. */
export const resourceFieldSelector = struct({ containerName: text, resource: always(text), divisor: quantity });

/** One key of a Secret or ConfigMap as a file. */
export const keyToPath = struct({ key: always(text), path: always(text), mode: pointer(whole) });

/** One field of the pod as a file. */
export const downwardFile = struct({
  path: always(text),
  fieldRef: pointer(objectFieldSelector),
  resourceFieldRef: pointer(resourceFieldSelector),
  mode: pointer(whole),
});
