import type { JsonObject } from '../../../core/json.ts';
import type { ApiClient, ResourceName } from '../../api/client.ts';
import { metadataOf } from '../objects/metadata.ts';
import { saysGone } from './refusals.ts';

/** How an object is deleted. */
export interface Deletion {
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly gracePeriodSeconds?: number;
}

/**
 * Asks for the end of this very object: another one of its name stays, and one that is gone is fine.
 *
 * @returns whether it was there
 * @throws Fault CLUSTER_REFUSED if the API refuses it for another reason
 */
export function deleteObject(client: ApiClient, kind: ResourceName, object: JsonObject, how: Deletion = {}): boolean {
  const metadata = metadataOf(object);
  try {
    client.delete(kind, metadata, { ...how, preconditions: { uid: metadata.uid } });
    return true;
  } catch (error) {
    if (saysGone(error)) return false;
    throw error;
  }
}
