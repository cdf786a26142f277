import { expect, it } from 'vitest';
import { instantOf, millisOf } from '../../../../src/core/instant.ts';
import type { StoredCallback } from '../../../../src/service/store/rows.ts';
import type { Store } from '../../../../src/service/store/store.ts';
import { end, ended, startedOne, steps, write } from '../../../support/stored-runs.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

const AN_HOUR = millisOf(3_600_000);
const AT_ONCE = millisOf(0);

/** A run that has ended with callbacks of these ids, each made a moment after the other. */
async function withCallbacks(store: Store, ids: readonly string[]): Promise<readonly Omit<StoredCallback, 'tries'>[]> {
  const held = await startedOne(store);
  const callbacks = ids.map(
    (id, index): Omit<StoredCallback, 'tries'> => ({
      id,
      namespace: 'shop',
      runId: held.run.id,
      url: `https://cd.example/${id}?a=b`,
      event: index % 2 === 0 ? 'verdict' : 'breach',
      attempt: 1,
      createdAt: instantOf(NOW + index),
    }),
  );
  await store.runs.record([write(held, steps(0, 0), { stand: ended(), callbacks: callbacks.toReversed() })]);
  return callbacks;
}

async function taken(store: Store, replica = 'one', leaseFor = AN_HOUR): Promise<readonly string[]> {
  return (await store.callbacks.take(replica, leaseFor, 10)).map(({ id }) => id);
}

eachStore('a callback', (given) => {
  it('is taken by one, with all that is to be told', async () => {
    const { store } = given();
    const callbacks = await withCallbacks(store, ['a', 'b', 'c']);
    expect(await store.callbacks.take('one', AN_HOUR, 2)).toEqual(
      callbacks.slice(0, 2).map((callback) => ({ ...callback, tries: 1 })),
    );
    expect(await taken(store, 'two')).toEqual(['c']);
    expect(await taken(store)).toEqual([]);
  });

  it('is taken by others when whoever took it has not said in time what became of it', async () => {
    const { store } = given();
    await withCallbacks(store, ['a']);
    expect(await taken(store, 'one', AT_ONCE)).toEqual(['a']);
    expect(await store.callbacks.take('two', AN_HOUR, 1)).toMatchObject([{ id: 'a', tries: 2 }]);
    expect(await taken(store)).toEqual([]);
  });

  it('is sent again after a pause', async () => {
    const { store } = given();
    await withCallbacks(store, ['a', 'b']);
    await taken(store);
    await store.callbacks.again('a', AN_HOUR);
    await store.callbacks.again('b', AT_ONCE);
    expect(await store.callbacks.take('two', AN_HOUR, 10)).toMatchObject([{ id: 'b', tries: 2 }]);
  });

  it.each(['delivered', 'givenUp'] as const)('that is %s is never taken again', async (outcome) => {
    const { store } = given();
    await withCallbacks(store, ['a']);
    await taken(store, 'one', AT_ONCE);
    await store.callbacks.done('a', outcome, NOW);
    await store.callbacks.done('a', outcome, NOW);
    // Such as from a replica that was too slow.
    await store.callbacks.again('a', AT_ONCE);
    expect(await taken(store)).toEqual([]);
  });

  it('is given back by a replica that leaves', async () => {
    const { store } = given();
    await withCallbacks(store, ['a', 'b']);
    await store.callbacks.take('one', AN_HOUR, 1);
    await store.callbacks.take('two', AN_HOUR, 1);
    await store.replicas.leave('one');
    expect(await taken(store, 'three')).toEqual(['a']);
  });

  it('goes with its run', async () => {
    const { store } = given();
    const [callback] = await withCallbacks(store, ['a']);
    await store.runs.delete('shop', callback?.runId ?? '', {}, NOW);
    expect(await taken(store)).toEqual([]);
  });

  it('of an attempt is still there when the next one has begun', async () => {
    const { store } = given();
    const [callback] = await withCallbacks(store, ['a']);
    await store.runs.retry('shop', callback?.runId ?? '', {}, NOW);
    const [claimed] = await store.runs.claim('one', 1, 'ticket');
    if (claimed === undefined) throw new Error('nothing was claimed');
    await end(store, claimed);
    expect(await store.callbacks.take('one', AN_HOUR, 10)).toMatchObject([{ id: 'a', attempt: 1 }]);
  });

  it('is taken once by several that look at the same time', async () => {
    const { store } = given();
    const other = await given().another();
    const ids = Array.from({ length: 30 }, (_, index) => `callback-${index}`);
    await withCallbacks(store, ids);
    const takes = Array.from({ length: 12 }, (_, index) =>
      (index % 2 === 0 ? store : other).callbacks.take(`replica-${index}`, AN_HOUR, 5),
    );
    const all = (await Promise.all(takes)).flat().map(({ id }) => id);
    expect(all.sort()).toEqual(ids.toSorted());
  });
});
