import { expect, it } from 'vitest';
import type { News, Store } from '../../../../src/service/store/store.ts';
import { end, ended, startedOne, steps, write } from '../../../support/stored-runs.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

/** Resolves as soon as all of the given news were heard, in whatever order and among whatever others. */
function heard(store: Store, wanted: readonly string[]): Promise<readonly string[]> {
  const all: string[] = [];
  return new Promise((resolve) => {
    const stop = store.listen((news) => {
      all.push(textOf(news));
      if (!wanted.every((one) => all.includes(one))) return;
      stop();
      resolve(all);
    });
  });
}

function textOf(news: News): string {
  return news.kind === 'run' ? `run ${news.id}` : news.kind;
}

eachStore('news', (given) => {
  it('are told to whoever listens, of what was done', async () => {
    const { store } = given();
    const callback = {
      id: 'a',
      namespace: 'shop',
      runId: '',
      url: 'https://cd.example',
      event: 'verdict',
      attempt: 1,
      createdAt: NOW,
    } as const;
    const created = heard(store, ['history']);
    const held = await startedOne(store);
    await created;
    const { id } = held.run;

    const stopped = heard(store, [`run ${id}`, 'history']);
    await store.runs.terminate('shop', id, {}, NOW);
    await stopped;

    const over = heard(store, [`run ${id}`, 'history', 'callbacks']);
    await store.runs.record([write(held, steps(0, 0), { stand: ended(), callbacks: [{ ...callback, runId: id }] })]);
    await over;

    const retried = heard(store, [`run ${id}`, 'history', 'runs']);
    await store.runs.retry('shop', id, {}, NOW);
    await retried;

    const left = heard(store, ['runs', 'callbacks']);
    await store.replicas.leave('one');
    await left;
  });

  it('are told when they can be read', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const reading = new Promise((resolve, reject) => {
      store.listen(({ kind }) => {
        if (kind === 'history') store.history.newest().then(resolve, reject);
      });
    });
    await store.runs.record([write(held, steps(0, 0))]);
    expect(await reading).toBe(await store.history.newest());
  });

  it('are not told of what was not done, nor to whoever has stopped listening', async () => {
    const { store } = given();
    const held = await startedOne(store);
    await heardNothingMore(store);
    const all: string[] = [];
    const stop = store.listen((news) => all.push(textOf(news)));
    await expect(store.runs.record([write(held, steps(5, 5))])).rejects.toThrow('entry 5');
    await store.runs.delete('shop', held.run.id, {}, NOW);
    stop();
    await end(store, held);
    await heardNothingMore(store);
    expect(all.filter((one) => one !== 'all')).toEqual([]);
  });
});

/** Resolves when everything that was told before has been heard. */
async function heardNothingMore(store: Store): Promise<void> {
  const last = heard(store, ['callbacks']);
  await store.replicas.leave('nobody');
  await last;
}
