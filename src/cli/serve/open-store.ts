import { resolve } from 'node:path';
import { Fault } from '../../core/fault.ts';
import type { Store } from '../../service/store/store.ts';
import type { World } from '../world.ts';
import { dataFolder } from './data-folder.ts';
import type { StoreOptions } from './store-options.ts';

/** A store that is open. */
export interface OpenStore {
  readonly store: Store;
  /** Where it is, for a person; without any password. */
  readonly place: string;
}

/**
 * Opens the store that is meant: a PostgreSQL where one is named, else the embedded one.
 *
 * @param isServing whether this process serves it: of the embedded one there may be one such process
 * @throws Fault USAGE_INVALID, STORE_UNFIT, STORE_UNAVAILABLE
 */
export async function openStore(
  { data, databaseUrl }: StoreOptions,
  { env, clock }: Pick<World, 'env' | 'clock'>,
  isServing: boolean,
): Promise<OpenStore> {
  if (data !== undefined && databaseUrl !== undefined) {
    throw new Fault('USAGE_INVALID', 'either --data or --database-url says where runs are kept, not both');
  }
  // A folder on the command line counts more than a database in the environment.
  const url = data === undefined ? (databaseUrl ?? env['VERDICT_DATABASE_URL'] ?? '') : '';
  if (url !== '') {
    const { openPostgres } = await import('../../service/store/postgres/open-postgres.ts');
    return { store: await openPostgres({ url, clock }), place: placeOf(url) };
  }
  const folder = resolve(data ?? dataFolder(env, process.platform));
  const { openSqlite } = await import('../../service/store/sqlite/open-sqlite.ts');
  return { store: await openSqlite({ folder, clock, isServing }), place: `SQLite in ${folder}` };
}

/** A database as it may be shown. */
function placeOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = hostname === '' ? (searchParams.get('host') ?? 'its default host') : hostname;
  return `PostgreSQL at ${host}${port === '' ? '' : `:${port}`}${pathname}`;
}
