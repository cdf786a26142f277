import type { MessagePort } from 'node:worker_threads';
import type { Store } from '../service/store/store.ts';
import { systemClock } from './system-clock.ts';

/** A thread that holds the store of a service open: in a folder that this process serves, or on PostgreSQL. */
export interface StoreThread {
  readonly kind: 'store';
  readonly at: { readonly folder: string } | { readonly url: string };
}

/** What a thread of this program is for; its `workerData`. */
export type ThreadWork = StoreThread;

/** Runs a thread of this program: `main.ts` begins it again, where it is not the main thread. @param port to whoever made the thread */
export async function runThread({ at }: ThreadWork, port: MessagePort): Promise<void> {
  const { answerStore } = await import('../service/store/thread/answer-store.ts');
  await answerStore(port, () => openStoreAt(at));
}

async function openStoreAt(at: StoreThread['at']): Promise<Store> {
  const clock = systemClock;
  if ('url' in at) {
    const { openPostgres } = await import('../service/store/postgres/open-postgres.ts');
    return openPostgres({ url: at.url, clock });
  }
  const { openSqlite } = await import('../service/store/sqlite/open-sqlite.ts');
  return openSqlite({ folder: at.folder, clock });
}
