import { expect, it } from 'vitest';
import { instantOf, millisOf } from '../../../../src/core/instant.ts';
import type { Store } from '../../../../src/service/store/store.ts';
import {
  end,
  ended,
  type Held,
  newRun,
  said,
  started,
  startedOne,
  steps,
  write,
} from '../../../support/stored-runs.ts';
import { eachStore, FAR_AHEAD, LONG_AGO, NOW } from '../../../support/stores.ts';

/** Runs called by the seconds at which they ended; those without have not. */
async function endedAt(store: Store, moments: readonly (number | undefined)[]): Promise<readonly Held[]> {
  const held = await started(
    store,
    moments.map((moment) => newRun({ name: String(moment) })),
  );
  const ends = held.flatMap((one, index) => {
    const moment = moments[index];
    const stand = ended('pass', instantOf(NOW + (moment ?? 0) * 1000));
    return moment === undefined ? [] : [write(one, [{ number: 0, kind: 'ended', at: NOW, body: {} }], { stand })];
  });
  await store.runs.record(ends);
  return held;
}

async function left(store: Store): Promise<readonly string[]> {
  return (await store.runs.list('shop', {}, { limit: 100 })).runs.map(({ name }) => name).sort();
}

eachStore('retention', (given) => {
  it.each([
    { given: 'an age', retention: { before: instantOf(NOW + 3000) }, limit: 10, then: ['3', '4', '5', 'undefined'] },
    { given: 'a count', retention: { keep: 2 }, limit: 10, then: ['4', '5', 'undefined'] },
    { given: 'a count of none', retention: { keep: 0 }, limit: 10, then: ['undefined'] },
    {
      given: 'a count that is not reached',
      retention: { keep: 5 },
      limit: 10,
      then: ['1', '2', '3', '4', '5', 'undefined'],
    },
    { given: 'both', retention: { before: instantOf(NOW + 5000), keep: 3 }, limit: 10, then: ['5', 'undefined'] },
    { given: 'no bound', retention: {}, limit: 10, then: ['1', '2', '3', '4', '5', 'undefined'] },
    { given: 'more than may go at once', retention: { keep: 0 }, limit: 2, then: ['3', '4', '5', 'undefined'] },
  ])('by $given deletes what ended first, and nothing that goes on', async ({ retention, limit, then }) => {
    const { store } = given();
    await endedAt(store, [5, 1, undefined, 3, 2, 4]);
    await end(store, await startedOne(store, { namespace: 'other' }), ended('pass', LONG_AGO));
    expect(await store.runs.prune({ namespace: 'shop', ...retention }, limit)).toBe(6 - then.length);
    expect(await left(store)).toEqual(then);
    expect((await store.runs.list('other', {}, { limit: 1 })).runs).toHaveLength(1);
  });

  it('takes the history with the run, and says nothing in it', async () => {
    const { store } = given();
    const [gone, kept] = await endedAt(store, [1, 2]);
    await store.runs.prune({ namespace: 'shop', keep: 1 }, 10);
    const entries = await store.history.since(0, {}, 10);
    expect(said(entries)).toEqual(['created', 'ended 0']);
    expect(entries.every(({ runId }) => runId === kept?.run.id)).toBe(true);
    expect(await store.history.endOf(gone?.run.id ?? '', 1)).toBeUndefined();
  });

  it('waits for a callback that is still to be sent', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const callback = {
      id: '7f9c24e5-2f5c-4d7f-a0c0-6a0f6a2f8f10',
      namespace: 'shop',
      runId: held.run.id,
      url: 'https://cd.example/hook',
      event: 'verdict',
      attempt: 1,
      createdAt: NOW,
    } as const;
    await store.runs.record([write(held, steps(0, 0), { stand: ended(), callbacks: [callback] })]);
    expect(await store.runs.prune({ namespace: 'shop', keep: 0 }, 10)).toBe(0);
    await store.callbacks.done(callback.id, 'givenUp', NOW);
    expect(await store.runs.prune({ namespace: 'shop', keep: 0 }, 10)).toBe(1);
  });

  it('forgets keys and deletions that are older than a day, and no younger ones', async () => {
    const { store } = given();
    const moments = [LONG_AGO, FAR_AHEAD];
    for (const [index, now] of moments.entries()) {
      const asked = newRun({}, `key ${index}`);
      const [created] = await store.runs.create([asked], 'one', now);
      if (created?.kind !== 'created') throw new Error('nothing was started');
      await end(store, { ...asked, ...created });
      await store.runs.delete('shop', asked.run.id, {}, now);
    }
    await store.runs.prune({ namespace: 'other' }, 10);
    expect(said(await store.history.since(0, {}, 10))).toEqual(['deleted', 'deleted']);
    await store.runs.prune({ namespace: 'shop' }, 10);
    expect(await store.history.since(0, {}, 10)).toMatchObject([{ kind: 'deleted', at: FAR_AHEAD }]);
    const again = await store.runs.create([newRun({}, 'key 0'), newRun({}, 'key 1')], 'one', NOW);
    expect(again.map(({ kind }) => kind)).toEqual(['created', 'gone']);
  });

  it('of a run without an end drops its first entries and says where the rest begins', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const { id } = held.run;
    await store.runs.record([write(held, steps(0, 9))]);
    expect(await store.history.beginOf(id, 1)).toBeUndefined();
    await store.history.trim(held.hold, 1, { number: 4, status: { count: 4 } });
    expect(await store.history.beginOf(id, 1)).toEqual({ number: 4, status: { count: 4 } });
    expect(said(await store.history.ofAttempt(id, 1, 0, 3))).toEqual(['step 4', 'step 5', 'step 6']);
    // What callers did stays, and numbers go on where they were.
    expect(said(await store.history.since(0, { runId: id }, 2))).toEqual(['created', 'step 4']);
    expect(await store.runs.record([write(held, steps(10, 10))])).toEqual(new Set());
  });

  it.each([
    { given: 'less than was dropped before', fence: 0, attempt: 1, number: 3 },
    { given: 'more than was ever written', fence: 0, attempt: 1, number: 11 },
    { given: 'by a hold that was lost', fence: -1, attempt: 1, number: 6 },
    { given: 'for another attempt', fence: 0, attempt: 2, number: 6 },
  ])('drops nothing $given', async ({ fence, attempt, number }) => {
    const { store } = given();
    const held = await startedOne(store);
    await store.runs.record([write(held, steps(0, 9))]);
    await store.history.trim(held.hold, 1, { number: 4, status: {} });
    const hold = { ...held.hold, fence: held.hold.fence + fence };
    await store.history.trim(hold, attempt, { number, status: { wrong: true } });
    expect(await store.history.beginOf(held.run.id, 1)).toEqual({ number: 4, status: {} });
    expect(await store.history.ofAttempt(held.run.id, 1, 0, 10)).toHaveLength(6);
    expect(await store.history.beginOf(held.run.id, 2)).toBeUndefined();
  });

  it('lets sessions go that are over', async () => {
    const { access } = given().store;
    const session = { hash: 'a', identity: { name: 'alice' }, csrf: 'x', expiresAt: instantOf(NOW + 1) };
    await access.createSession(session);
    await access.pruneSessions(NOW);
    expect(await access.session('a')).toEqual(session);
    await access.pruneSessions(instantOf(NOW + millisOf(1)));
    expect(await access.session('a')).toBeUndefined();
  });
});
