import type { Clock } from '../../core/clock.ts';
import type { Store } from '../../service/store/store.ts';

/** Where a store is: a folder of this machine, or a PostgreSQL. */
export type StorePlace = { readonly folder: string } | { readonly url: string };

/**
 * Opens a store in this thread.
 *
 * @param isServing  whether this process serves it; PostgreSQL has any number of those
 * @throws Fault as `openSqlite` and `openPostgres`
 */
export async function openStoreAt(at: StorePlace, clock: Clock, isServing: boolean): Promise<Store> {
  if ('url' in at) {
    const { openPostgres } = await import('../../service/store/postgres/open-postgres.ts');
    return openPostgres({ url: at.url, clock });
  }
  const { openSqlite } = await import('../../service/store/sqlite/open-sqlite.ts');
  return openSqlite({ folder: at.folder, clock, isServing });
}
