import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Fault } from '../../core/fault.ts';
import type { Store } from '../../service/store/store.ts';
import type { StoreThread } from '../thread.ts';
import type { World } from '../world.ts';
import { dataFolder } from './data-folder.ts';
import { openStoreAt, type StorePlace } from './open-store-at.ts';
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
  { env, clock, entry }: Pick<World, 'env' | 'clock' | 'entry'>,
  isServing: boolean,
): Promise<OpenStore> {
  if (data !== undefined && databaseUrl !== undefined) {
    throw new Fault('USAGE_INVALID', 'either --data or --database-url says where runs are kept, not both');
  }
  // A folder on the command line counts more than a database in the environment.
  const url = data === undefined ? (databaseUrl ?? env['VERDICT_DATABASE_URL'] ?? '') : '';
  const at = url === '' ? { folder: resolve(data ?? dataFolder(env, process.platform)) } : { url };
  const place = await placeOf(at);
  const inThread = isServing && entry !== undefined;
  return { store: await (inThread ? openInThread(entry, at, place) : openStoreAt(at, clock, isServing)), place };
}

/** A third of what a run costs the processor is its store's, and whoever asks SQLite stands still until the disk has it. */
async function openInThread(entry: URL, at: StorePlace, place: string): Promise<Store> {
  const { storeInThread } = await import('../../service/store/thread/store-in-thread.ts');
  const work: StoreThread = { kind: 'store', at };
  return storeInThread(new Worker(entry, { workerData: work, argv: [] }), place);
}

/** A place as it may be shown. @throws Fault USAGE_INVALID for a URL that is none, without its password */
async function placeOf(at: StorePlace): Promise<string> {
  if ('folder' in at) return `SQLite in ${at.folder}`;
  const { connectionOf } = await import('../../service/store/postgres/connection-of.ts');
  return connectionOf(at.url).place;
}
