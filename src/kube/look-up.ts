import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { Cluster } from './cluster.ts';
import { withoutManagedFields } from './metadata.ts';
import { refusalOf } from './refusal.ts';
import { type ObjectName, objectPath, type Resource } from './resource.ts';

/**
 * One object as the API has it now, past any cache.
 *
 * @returns undefined when there is none of that name
 * @throws Fault CLUSTER_REFUSED with any other no of the API, CLUSTER_UNREACHABLE
 */
export async function lookUp(
  cluster: Pick<Cluster, 'request'>,
  resource: Resource,
  name: ObjectName,
): Promise<JsonObject | undefined> {
  try {
    const answer = await cluster.request({ method: 'GET', path: objectPath(resource, name) });
    return isJsonObject(answer) ? withoutManagedFields(answer) : undefined;
  } catch (error) {
    if (refusalOf(error)?.code === 404) return undefined;
    throw error;
  }
}
