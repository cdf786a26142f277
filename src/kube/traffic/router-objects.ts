import type { JsonObject } from '../../core/json.ts';
import type { Manifest, ObjectRef } from '../../traffic/router.ts';

/** The objects that routers work on, as the edge reads and writes them. A cluster's are `clusterObjects`. */
export interface RouterObjects {
  /** From the watch's cache. Undefined when it is not there. */
  cached(ref: ObjectRef): Promise<Manifest | undefined>;
  /** @throws Fault CLUSTER_REFUSED in the API's words (404 when it is not there), CLUSTER_UNREACHABLE */
  read(ref: ObjectRef): Promise<Manifest>;
  /** @throws Fault CLUSTER_REFUSED (`AlreadyExists` when it is there), CLUSTER_UNREACHABLE */
  create(ref: ObjectRef, manifest: Manifest): Promise<void>;
  /** Replaces the object as it was read: `metadata.resourceVersion` guards what others wrote since. @throws as `read`; `Conflict` */
  replace(ref: ObjectRef, manifest: Manifest): Promise<void>;
  /**
   * Sends an RFC 7386 patch.
   *
   * @param guard  what the object must still have: its version as it was read or cached, or only its uid
   * @throws as `read`; for a version that is no longer, `Conflict`
   */
  patch(ref: ObjectRef, patch: JsonObject, guard: 'version' | 'uid'): Promise<void>;
}
