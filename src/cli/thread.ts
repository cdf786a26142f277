import type { MessagePort } from 'node:worker_threads';
import type { StorePlace } from './serve/open-store-at.ts';
import { systemClock } from './system-clock.ts';

/** A thread that holds the store of a service open. */
export interface StoreThread {
  readonly kind: 'store';
  readonly at: StorePlace;
}

/** What a thread of this program is for; its `workerData`. */
export type ThreadWork = StoreThread;

/** Runs a thread of this program: `main.ts` begins it again, where it is not the main thread. @param port to whoever made the thread */
export async function runThread({ at }: ThreadWork, port: MessagePort): Promise<void> {
  const [{ answerStore }, { openStoreAt }] = await Promise.all([
    import('../service/store/thread/answer-store.ts'),
    import('./serve/open-store-at.ts'),
  ]);
  await answerStore(port, () => openStoreAt(at, systemClock, true));
}
