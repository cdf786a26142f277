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

/** Some of the objects of a collection. */
export interface Page {
  readonly items: readonly JsonObject[];
  /** The version of the collection as a whole: where a watch goes on. The same on every page. */
  readonly resourceVersion: string;
}

/**
 * A collection page by page, in the API's order: namespace, then name. Each page is asked for when it is wanted.
 *
 * @throws Fault CLUSTER_REFUSED (also `Expired`, when the pages took longer than the API keeps them), CLUSTER_UNREACHABLE
 */
export async function* pagesOf(
  cluster: Cluster,
  { path, labelSelector, signal }: Listing,
): AsyncGenerator<Page, void, void> {
  let next = '';
  do {
    const query = { limit: `${PAGE}`, ...(labelSelector && { labelSelector }), ...(next && { continue: next }) };
    const page = await cluster.request({ method: 'GET', path, query, ...(signal && { signal }) });
    const metadata = objectIn(page, 'metadata');
    yield { items: listIn(page, 'items'), resourceVersion: textIn(metadata, 'resourceVersion') };
    next = textIn(metadata, 'continue');
  } while (next !== '');
}

/**
 * All objects of a collection at once.
 *
 * @throws as `pagesOf`
 */
export async function listAll(cluster: Cluster, listing: Listing): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  for await (const page of pagesOf(cluster, listing)) items.push(...page.items);
  return items;
}
