import type { JsonObject } from '../core/json.ts';
import { listIn, objectIn, textIn } from '../core/json-members.ts';
import type { Cluster } from './cluster.ts';

/** Objects asked for at a time. */
const PAGE = 500;

/** Which objects of a collection are meant. Default: all. */
export interface Selectors {
  /** Such as `app=shop`. */
  readonly labelSelector?: string;
  /** Such as `metadata.name=shop`. */
  readonly fieldSelector?: string;
}

export interface Listing extends Selectors {
  /** Of a collection, such as `/api/v1/namespaces/default/pods`. */
  readonly path: string;
  readonly signal?: AbortSignal;
}

/** Some of the objects of a collection. */
export interface Page {
  readonly items: readonly JsonObject[];
  /** The version of the collection as a whole: where a watch goes on. The same on every page. */
  readonly resourceVersion: string;
}

/** The selectors as a request's query has them. */
export function selectorQuery({ labelSelector, fieldSelector }: Selectors): Selectors {
  return { ...(labelSelector && { labelSelector }), ...(fieldSelector && { fieldSelector }) };
}

/**
 * A collection page by page, in the API's order: namespace, then name. Each page is asked for when it is wanted.
 *
 * @throws Fault CLUSTER_REFUSED (also `Expired`, when the pages took longer than the API keeps them), CLUSTER_UNREACHABLE
 */
export async function* pagesOf(
  cluster: Cluster,
  { path, signal, ...selectors }: Listing,
): AsyncGenerator<Page, void, void> {
  let next = '';
  do {
    const query = { limit: `${PAGE}`, ...selectorQuery(selectors), ...(next && { continue: next }) };
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
