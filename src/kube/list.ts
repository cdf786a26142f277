import type { JsonObject } from '../core/json.ts';
import { listIn, objectIn, textIn } from './api-object.ts';
import type { Cluster } from './cluster.ts';

/** Objects asked for at a time. */
const PAGE = 500;

export interface Listing {
  /** Of a collection, such as `/api/v1/namespaces/default/pods`. */
  readonly path: string;
  /** Default: all. */
  readonly labelSelector?: string;
  readonly signal?: AbortSignal;
}

/**
 * All objects of a collection, page by page, in the API's order: namespace, then name.
 *
 * @throws Fault CLUSTER_REFUSED (also `Expired`, when the pages took longer than the API keeps them), CLUSTER_UNREACHABLE
 */
export async function listAll(
  cluster: Cluster,
  { path, labelSelector, signal }: Listing,
): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  let next = '';
  do {
    const query = { limit: `${PAGE}`, ...(labelSelector && { labelSelector }), ...(next && { continue: next }) };
    const page = await cluster.request({ method: 'GET', path, query, ...(signal && { signal }) });
    items.push(...listIn(page, 'items'));
    next = textIn(objectIn(page, 'metadata'), 'continue');
  } while (next !== '');
  return items;
}
