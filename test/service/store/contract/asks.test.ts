import { expect, it } from 'vitest';
import { instantOf } from '../../../../src/core/instant.ts';
import { BLANK_STAND } from '../../../../src/service/store/rows.ts';
import { end, ended, running, said, startedOne, steps, withoutStand, write } from '../../../support/stored-runs.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

const LATER = instantOf(NOW + 1000);
const BY = { by: 'alice@example.com' };

eachStore('what is asked of a run', (given) => {
  it('is an early end: its holder can see it, the history says who, and asking again changes nothing', async () => {
    const { store } = given();
    const held = await startedOne(store);
    const other = await startedOne(store);
    await store.runs.record([write(held, steps(0, 0))]);
    const { id } = held.run;
    const asked = { ...held.run, stand: running(), isTerminating: true };
    expect(await store.runs.terminate('shop', id, BY, LATER)).toEqual(asked);
    expect(await store.runs.terminate('shop', id, { by: 'bob' }, LATER)).toEqual(asked);
    expect(await store.runs.terminating([other.run.id, id])).toEqual(new Set([id]));
    expect(await store.runs.terminating([other.run.id])).toEqual(new Set());
    const [entry, ...more] = await store.history.since(3, {}, 10);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ runId: id, kind: 'terminating', at: LATER, body: BY, after: { phase: 'Running' } });
    // Whoever holds it numbers its steps, and none of them is taken by what others ask.
    expect(entry?.number).toBeUndefined();
    expect(await store.runs.record([write(held, steps(1, 1), { stand: ended() })])).toEqual(new Set());
    expect(said(await store.history.ofAttempt(id, 1, 0, 10))).toEqual(['step 0', 'step 1']);
    expect(await store.runs.terminating([id])).toEqual(new Set());
  });

  it('may come after its end: an early end changes nothing', async () => {
    const { store } = given();
    const held = await startedOne(store);
    await end(store, held);
    expect(await store.runs.terminate('shop', held.run.id, BY, LATER)).toEqual({ ...held.run, stand: ended() });
    expect(said(await store.history.since(0, {}, 10))).toEqual(['created', 'ended 0']);
  });

  it('is a new attempt, unheld, which keeps the old one', async () => {
    const { store } = given();
    const held = await startedOne(store);
    await store.runs.terminate('shop', held.run.id, BY, NOW);
    await end(store, held, ended('fail'));
    const run = { ...withoutStand(held.run), attempt: 2 };
    expect(await store.runs.retry('shop', held.run.id, BY, LATER)).toEqual({
      kind: 'retried',
      run: { ...run, stand: BLANK_STAND },
    });
    expect(await store.runs.retry('shop', held.run.id, BY, LATER)).toEqual({ kind: 'running' });
    expect(await store.runs.count()).toEqual({ live: 1, unheld: 1 });
    const [entry] = (await store.history.since(0, {}, 10)).slice(-1);
    expect(entry).toMatchObject({ attempt: 2, kind: 'retried', body: BY, after: { verdict: null, phase: '' } });
    const [summary] = (await store.runs.list('shop', { verdicts: [null] }, { limit: 10 })).runs;
    expect(summary).toMatchObject({ attempt: 2, verdict: null, isTerminating: false });

    const [claimed] = await store.runs.claim('two', 10, 'ticket');
    expect(claimed).toMatchObject({ run, stand: JSON.stringify(BLANK_STAND), dueAt: 0, nextNumber: 0 });
    if (claimed === undefined) throw new Error('nothing was claimed');
    expect(await store.runs.record([write(held, steps(1, 1))])).toEqual(new Set([run.id]));
    await end(store, claimed, ended('pass'));
    expect(await store.history.endOf(run.id, 1)).toEqual(ended('fail'));
    expect(await store.history.endOf(run.id, 2)).toEqual(ended('pass'));
    expect(await store.history.endOf(run.id, 3)).toBeUndefined();
    expect(said(await store.history.since(0, { runId: run.id }, 10))).toEqual([
      'created',
      'terminating',
      'ended 0',
      'retried',
      'ended 0',
    ]);
  });

  it('is to be deleted: only an entry tells of it, and readers see that one', async () => {
    const { store } = given();
    const held = await startedOne(store, { labels: { team: 'a' } });
    const { id } = held.run;
    expect(await store.runs.delete('shop', id, BY, LATER)).toBe('running');
    await end(store, held, ended('fail'));
    const seen = await store.history.newest();
    expect(await store.runs.delete('shop', id, BY, LATER)).toBe('deleted');
    expect(await store.runs.delete('shop', id, BY, LATER)).toBe('missing');
    expect(await store.runs.get('shop', id)).toBeUndefined();
    expect((await store.runs.list('shop', { labels: { team: 'a' } }, { limit: 10 })).runs).toEqual([]);
    expect(await store.history.endOf(id, 1)).toBeUndefined();
    const left = await store.history.since(0, {}, 10);
    expect(left).toMatchObject([{ runId: id, kind: 'deleted', at: LATER, body: BY, after: { verdict: 'fail' } }]);
    expect(left[0]?.id).toBeGreaterThan(seen);
  });

  it('is not done to a run of another namespace, or to none', async () => {
    const { store } = given();
    const held = await startedOne(store);
    for (const [namespace, id] of [
      ['other', held.run.id],
      ['shop', 'nowhere'],
    ] as const) {
      expect(await store.runs.terminate(namespace, id, BY, NOW)).toBeUndefined();
      expect(await store.runs.retry(namespace, id, BY, NOW)).toBeUndefined();
      expect(await store.runs.delete(namespace, id, BY, NOW)).toBe('missing');
    }
    expect(said(await store.history.since(0, {}, 10))).toEqual(['created']);
  });

  it('is done once when several ask at the same time', async () => {
    const { store } = given();
    const other = await given().another();
    const held = await startedOne(store);
    await end(store, held);
    const retries = [store, other, store, other].map(({ runs }) => runs.retry('shop', held.run.id, BY, NOW));
    const kinds = (await Promise.all(retries)).map((retried) => retried?.kind ?? 'missing');
    expect(kinds.sort()).toEqual(['retried', 'running', 'running', 'running']);
    const stops = [store, other, store].map(({ runs }) => runs.terminate('shop', held.run.id, BY, NOW));
    expect((await Promise.all(stops)).map((run) => run?.attempt)).toEqual([2, 2, 2]);
    expect(said(await store.history.since(0, {}, 10))).toEqual(['created', 'ended 0', 'retried', 'terminating']);
  });
});
