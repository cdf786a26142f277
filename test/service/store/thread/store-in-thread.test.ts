import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ThreadWork } from '../../../../src/cli/thread.ts';
import type { News, Store } from '../../../../src/service/store/store.ts';
import { storeInThread } from '../../../../src/service/store/thread/store-in-thread.ts';
import { startedOne, steps, write } from '../../../support/stored-runs.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const PROGRAM = new URL('../../../../src/main.ts', import.meta.url);

/** A thread of the program itself, as `verdict serve` makes it. */
function threadFor(folder: string): Worker {
  const work: ThreadWork = { kind: 'store', at: { folder } };
  return new Worker(PROGRAM, { workerData: work, argv: [] });
}

describe('the store in a thread of the program', () => {
  let folder: TemporaryFolder;
  let worker: Worker;
  let store: Store;
  beforeEach(async () => {
    folder = temporaryFolder();
    worker = threadFor(folder.path);
    store = await storeInThread(worker, 'the store');
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it('says what keeps it from being opened, with its code', async () => {
    const opening = storeInThread(threadFor(folder.path), 'the store');
    await expect(opening).rejects.toMatchObject({
      name: 'Fault',
      code: 'STORE_UNFIT',
      message: `${folder.path} is served by another process: end that one, or name another folder`,
      details: { folder: folder.path },
    });
  });

  it('passes on a fault of a call with its code, and an error of the caller with its text', async () => {
    const cursor = 'no cursor';
    await expect(store.runs.list('shop', {}, { cursor, limit: 1 })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    const held = await startedOne(store);
    await expect(store.runs.record([write(held, steps(3, 3))])).rejects.toThrow('the next number is 0');
  });

  it('refuses what cannot be handed to a thread, and goes on', async () => {
    const document = { made: () => 'a function' } as never;
    const put = store.templates.put({ scope: 'shop', name: 'one', document }, { kind: 'any' }, 0 as never);
    await expect(put).rejects.toThrow('could not be cloned');
    expect(await store.templates.list('shop', { limit: 1 })).toEqual([]);
  });

  it('tells its news to those who listen, until they do not', async () => {
    const heard: News[] = [];
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const end = store.listen((news) => {
      heard.push(news);
      if (news.kind === 'history') first.resolve();
    });
    await startedOne(store);
    await first.promise;
    end();
    const before = heard.length;
    store.listen(({ kind }) => kind === 'history' && second.resolve());
    await startedOne(store);
    await second.promise;
    expect(heard).toHaveLength(before);
  });

  it('carries out what was asked before it is closed, refuses what comes later, and its thread is gone', async () => {
    const ended = once(worker, 'exit');
    const asked = store.check();
    const closing = store.close();
    await expect(store.check()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: 'the store was closed' });
    await Promise.all([asked, closing, store.close()]);
    expect(await ended).toEqual([0]);
  });

  it('is unavailable once its thread was ended from outside, and what waited is told so', async () => {
    const asked = Promise.allSettled([store.check(), store.runs.count()]);
    await worker.terminate();
    for (const { status } of (await asked).slice(1)) expect(status).toBe('rejected');
    await expect(store.check()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
