import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { end, newRun, said, started, startedOne, steps, write } from '../../../support/stored-runs.ts';
import { eachStore } from '../../../support/stores.ts';

eachStore('the history', (given) => {
  it('is read behind an entry, of everything, a namespace or a run', async () => {
    const { store } = given();
    const [a, b] = await started(store, [newRun(), newRun({ namespace: 'other' })]);
    if (a === undefined || b === undefined) throw new Error('nothing was started');
    await store.runs.record([write(a, steps(0, 1)), write(b, steps(0, 0))]);
    await end(store, b, undefined, 1);
    const all = await store.history.since(0, {}, 100);
    expect(said(all)).toEqual(['created', 'created', 'step 0', 'step 1', 'step 0', 'ended 1']);
    expect(said(await store.history.since(0, { namespace: 'other' }, 100))).toEqual(['created', 'step 0', 'ended 1']);
    expect(said(await store.history.since(0, { runId: a.run.id }, 100))).toEqual(['created', 'step 0', 'step 1']);
    expect(await store.history.since(0, { namespace: 'other', runId: a.run.id }, 100)).toEqual([]);
    expect(await store.history.since(all[2]?.id ?? 0, {}, 2)).toEqual(all.slice(3, 5));
    expect(await store.history.newest()).toBe(all.at(-1)?.id);
  });

  it('is empty at first', async () => {
    const { history } = given().store;
    expect(await history.newest()).toBe(0);
    expect(await history.since(0, {}, 10)).toEqual([]);
  });

  it('never gives a number again, also not that of what was deleted last', async () => {
    const { store } = given();
    await end(store, await startedOne(store));
    const newest = await store.history.newest();
    await store.runs.prune({ namespace: 'shop', keep: 0 }, 10);
    expect(await store.history.newest()).toBe(0);
    await startedOne(store);
    expect(await store.history.newest()).toBeGreaterThan(newest);
  });

  it('shows a reader all that is lower than what it has seen, however many write', async () => {
    const { store } = given();
    const other = await given().another();
    const held = await started(
      store,
      Array.from({ length: 40 }, () => newRun()),
    );
    const before = await store.history.newest();
    const seen: number[] = [];
    let isOver = false;
    const reading = (async () => {
      for (let last = before; ; ) {
        const wasOver = isOver;
        const entries = await other.history.since(last, {}, 7);
        seen.push(...entries.map(({ id }) => id));
        last = entries.at(-1)?.id ?? last;
        if (wasOver && entries.length === 0) return;
        // SQLite in this thread answers without a turn of the loop, in which another thread would be heard.
        await setImmediate();
      }
    })();
    const writing = held.map((one, index) => {
      const { runs } = index % 2 === 0 ? store : other;
      return runs.record([write(one, steps(0, index % 5))]);
    });
    await Promise.all(writing);
    isOver = true;
    await reading;
    const written = (await store.history.since(before, {}, 1000)).map(({ id }) => id);
    expect(written).toHaveLength(40 * 3);
    expect(seen).toEqual(written);
  });
});
