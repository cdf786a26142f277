import type { JsonObject } from '../../core/json.ts';
import type { Cluster } from '../cluster.ts';
import { listAll, selectorQuery } from '../list.ts';
import { collectionPath } from '../resource.ts';
import type { Found, Wanted } from './found.ts';

/**
 * The objects as they are now, in the API's order, each collection asked for at the same time.
 *
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export async function seeOnce<Word extends string>(cluster: Cluster, wanted: Wanted<Word>): Promise<Found<Word>> {
  const lists = await Promise.all(
    Array.from(wanted, async ([word, followed]): Promise<[Word, readonly JsonObject[]]> => {
      const path = collectionPath(followed.resource, followed.namespace);
      return [word, await listAll(cluster, { path, ...selectorQuery(followed) })];
    }),
  );
  const found = new Map(lists);
  return (word) => found.get(word) ?? [];
}
