import { expect, it } from 'vitest';
import { instantOf, millisOf } from '../../../../src/core/instant.ts';
import { end, ended, newRun, running, said, started, startedOne, steps, write } from '../../../support/stored-runs.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

eachStore('a step', (given) => {
  it('is written with where the run stands after it', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const stand = running({ status: { count: 1 }, memory: { errors: { value: 2 } } });
    expect(await store.runs.record([write(held, steps(0, 1), { stand })])).toEqual(new Set());
    expect((await store.runs.get('shop', held.run.id))?.stand).toEqual(stand);
    expect(await store.history.ofAttempt(held.run.id, 1, 0, 10)).toEqual(
      [0, 1].map((number) => ({
        id: expect.any(Number),
        namespace: 'shop',
        runId: held.run.id,
        attempt: 1,
        number,
        kind: 'step',
        at: NOW + number,
        body: { step: number },
        after: { verdict: null, phase: 'Running', sentence: 'so far, so good' },
      })),
    );
    expect(await store.history.endOf(held.run.id, 1)).toBeUndefined();
  });

  it('that ends the run ends the hold, and shows in lists', async () => {
    const { store } = given();
    const held = await startedOne(store);
    await end(store, held, ended('fail'));
    expect(await store.history.endOf(held.run.id, 1)).toEqual(ended('fail'));
    const [run] = (await store.runs.list('shop', {}, { limit: 1 })).runs;
    expect(run).toMatchObject({ verdict: 'fail', phase: 'Failed', sentence: 'it was fail', endedAt: NOW + 60_000 });
    expect(await store.runs.lost([held.hold])).toEqual(new Set([held.run.id]));
    expect(await store.runs.count()).toEqual({ live: 0, unheld: 0 });
    expect(await store.runs.claim('two', 10, 'ticket')).toEqual([]);
  });

  it('without entries changes where the run stands', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const stand = running({ memory: { errors: { note: 'slow' } } });
    await store.runs.record([write(held, [], { stand })]);
    expect((await store.runs.get('shop', held.run.id))?.stand).toEqual(stand);
    expect(said(await store.history.since(0, {}, 10))).toEqual(['created']);
  });

  it('that is written again changes nothing, and what follows it is added', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const first = write(held, steps(0, 2));
    await store.runs.record([first]);
    expect(await store.runs.record([first])).toEqual(new Set());
    expect(await store.runs.record([write(held, steps(1, 4))])).toEqual(new Set());
    expect(said(await store.history.ofAttempt(held.run.id, 1, 0, 10))).toEqual(
      [0, 1, 2, 3, 4].map((number) => `step ${number}`),
    );
  });

  it('that ended the run and is written again changes nothing, its callbacks included', async () => {
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
    const last = write(held, steps(0, 0), { stand: ended(), callbacks: [callback] });
    await store.runs.record([last]);
    const [taken] = await store.callbacks.take('one', millisOf(60_000), 10);
    expect(taken).toEqual({ ...callback, tries: 1 });
    await store.callbacks.done(callback.id, 'delivered', NOW);
    expect(await store.runs.record([last])).toEqual(new Set());
    expect(said(await store.history.ofAttempt(held.run.id, 1, 0, 10))).toEqual(['step 0']);
    expect(await store.callbacks.take('one', millisOf(0), 10)).toEqual([]);
  });

  it('is not taken once the run has ended', async () => {
    const { store } = given();
    const held = await startedOne(store);
    await end(store, held, ended('fail'));
    for (const number of [1, 7]) {
      const late = write(held, steps(number, number), { stand: ended('pass') });
      expect(await store.runs.record([late])).toEqual(new Set([held.run.id]));
    }
    expect((await store.runs.get('shop', held.run.id))?.stand).toEqual(ended('fail'));
    expect(said(await store.history.ofAttempt(held.run.id, 1, 0, 10))).toEqual(['ended 0']);
  });

  it.each([
    { given: 'a lower fence', hold: (fence: number) => fence - 1, attempt: 1 },
    { given: 'a higher fence', hold: (fence: number) => fence + 1, attempt: 1 },
    { given: 'another attempt', hold: (fence: number) => fence, attempt: 2 },
  ])('with $given is not taken, and those of others are', async ({ hold, attempt }) => {
    const { store } = given();
    const [stale, good] = await started(store, [newRun(), newRun()]);
    if (stale === undefined || good === undefined) throw new Error('nothing was started');
    const strange = { ...stale.hold, fence: hold(stale.hold.fence) };
    const lost = await store.runs.record([
      write({ ...stale, hold: strange }, steps(0, 0), { attempt, stand: ended() }),
      write(good, steps(0, 0)),
    ]);
    expect(lost).toEqual(new Set([stale.run.id]));
    expect((await store.runs.get('shop', stale.run.id))?.stand).toEqual(stale.run.stand);
    expect((await store.runs.get('shop', good.run.id))?.stand).toEqual(running());
    expect(said(await store.history.since(2, {}, 10))).toEqual(['step 0']);
  });

  it('of a run that is not there is lost', async () => {
    const { store } = given();
    const held = { ...(await startedOne(store)), hold: { id: 'nowhere', fence: 1 } };
    expect(await store.runs.record([write(held, steps(0, 0))])).toEqual(new Set(['nowhere']));
  });

  it('that leaves a gap is refused, and nothing of its batch is written', async () => {
    const { store } = given();
    const [one, other] = await started(store, [newRun(), newRun()]);
    if (one === undefined || other === undefined) throw new Error('nothing was started');
    const batch = [write(one, steps(0, 0)), write(other, steps(1, 1))];
    await expect(store.runs.record(batch)).rejects.toThrow('entry 1 was to be written, and the next number is 0');
    expect(said(await store.history.since(0, {}, 10))).toEqual(['created', 'created']);
  });

  it('may come twice for a run in a batch', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const again = write(held, steps(2, 2), { stand: ended() });
    expect(await store.runs.record([write(held, steps(0, 1)), again])).toEqual(new Set());
    expect(said(await store.history.ofAttempt(held.run.id, 1, 1, 10))).toEqual(['step 1', 'step 2']);
    expect(await store.history.endOf(held.run.id, 1)).toEqual(ended());
  });

  it('that ends the run without saying when ends it at its last entry', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const { endedAt, ...stand } = ended();
    await store.runs.record([write(held, steps(0, 3), { stand })]);
    const [run] = (await store.runs.list('shop', {}, { limit: 1 })).runs;
    expect(run?.endedAt).toBe(NOW + 3);
    expect(endedAt).toBe(NOW + 60_000);
  });

  it('is read from the number that is asked for, as far as the limit', async () => {
    const { store } = given();
    const held = await startedOne(store);
    await store.runs.record([write(held, steps(0, 9))]);
    expect(said(await store.history.ofAttempt(held.run.id, 1, 3, 2))).toEqual(['step 3', 'step 4']);
    expect(await store.history.ofAttempt(held.run.id, 2, 0, 2)).toEqual([]);
  });

  it('can be written with hundreds of others', async () => {
    const { store } = given();
    const all = await started(
      store,
      Array.from({ length: 500 }, (_, index) => newRun({ createdAt: instantOf(NOW + index) })),
    );
    const lost = await store.runs.record(all.map((held) => write(held, steps(0, 1))));
    expect(lost.size).toBe(0);
    const entries = await store.history.since(500, {}, 2000);
    expect(entries.map(({ runId, number }) => [runId, number])).toEqual(
      all.flatMap(({ run }) => [0, 1].map((number) => [run.id, number])),
    );
  });
});
