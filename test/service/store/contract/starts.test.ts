import { expect, it } from 'vitest';
import { instantOf } from '../../../../src/core/instant.ts';
import { end, newRun, said, started, startedOne } from '../../../support/stored-runs.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

eachStore('a start', (given) => {
  it('makes runs that are held at once, each with an entry that says who asked', async () => {
    const { runs, history } = given().store;
    const asked = [newRun({ labels: { team: 'a' } }), newRun({ namespace: 'other', createdAt: instantOf(NOW + 0.5) })];
    const created = await runs.create(asked, 'one', NOW);
    expect(created).toEqual(
      asked.map(({ run }) => ({ kind: 'created', hold: { id: run.id, fence: expect.any(Number) } })),
    );
    for (const { run } of asked) expect(await runs.get(run.namespace, run.id)).toEqual(run);
    expect(await runs.get('other', asked[0]?.run.id ?? '')).toBeUndefined();
    expect(await history.since(0, {}, 10)).toEqual(
      asked.map(({ run }) => ({
        id: expect.any(Number),
        namespace: run.namespace,
        runId: run.id,
        attempt: 1,
        kind: 'created',
        at: NOW,
        body: { by: 'token ci' },
        after: { verdict: null, phase: '', sentence: '' },
      })),
    );
    expect(await runs.count()).toEqual({ live: 2, unheld: 2 });
  });

  it('of nothing makes nothing', async () => {
    expect(await given().store.runs.create([], 'one', NOW)).toEqual([]);
  });

  it('that is said again gives the same holds, and makes nothing', async () => {
    const { runs, history } = given().store;
    const asked = [newRun({}, 'key'), newRun()];
    const created = await runs.create(asked, 'one', NOW);
    expect(await runs.create(asked, 'one', NOW)).toEqual(created);
    expect(said(await history.since(0, {}, 10))).toEqual(['created', 'created']);
  });

  it('that is said again after others have taken its runs gives no hold', async () => {
    const { store } = given();
    const asked = newRun({}, 'key');
    await store.runs.create([asked], 'one', NOW);
    await store.runs.claim('two', 1, 'ticket');
    expect(await store.runs.create([asked], 'one', NOW)).toEqual([{ kind: 'exists', run: asked.run }]);
  });

  it('with a key that was used for the very same gives the run that was made then', async () => {
    const { runs } = given().store;
    const first = newRun({}, 'key');
    await runs.create([first], 'one', NOW);
    expect(await runs.create([newRun({}, 'key'), newRun({ namespace: 'other' }, 'key')], 'one', NOW)).toEqual([
      { kind: 'exists', run: first.run },
      expect.objectContaining({ kind: 'created' }),
    ]);
  });

  it('with a key that was used for something else makes nothing', async () => {
    const { runs } = given().store;
    await runs.create([newRun({}, 'key')], 'one', NOW);
    const asked = [newRun({}, 'key', 'other'), newRun({}, 'new key', 'other')];
    const created = await runs.create(asked, 'one', NOW);
    expect(created.map(({ kind }) => kind)).toEqual(['mismatch', 'created']);
    expect(await runs.get('shop', asked[0]?.run.id ?? '')).toBeUndefined();
  });

  it('with a key whose run was deleted makes no other one', async () => {
    const { store } = given();
    const [held] = await started(store, [newRun({}, 'key')]);
    if (held === undefined) throw new Error('nothing was started');
    await end(store, held);
    await store.runs.delete('shop', held.run.id, {}, NOW);
    expect(await store.runs.create([newRun({}, 'key')], 'one', NOW)).toEqual([{ kind: 'gone' }]);
    expect(await store.runs.create([newRun({}, 'key', 'other')], 'one', NOW)).toEqual([{ kind: 'mismatch' }]);
  });

  it('can be told by its key before it is made again', async () => {
    const { store } = given();
    const first = newRun({}, 'key');
    const [held] = await started(store, [first]);
    if (held === undefined) throw new Error('nothing was started');
    const usedBefore = (namespace: string, key: string, fingerprint: string) =>
      store.runs.usedBefore(namespace, { key, fingerprint });
    expect(await usedBefore('shop', 'key', 'same')).toEqual({ kind: 'exists', run: first.run });
    expect(await usedBefore('shop', 'key', 'other')).toEqual({ kind: 'mismatch' });
    expect(await usedBefore('shop', 'another key', 'same')).toBeUndefined();
    expect(await usedBefore('other', 'key', 'same')).toBeUndefined();
    await end(store, held);
    await store.runs.delete('shop', held.run.id, {}, NOW);
    expect(await usedBefore('shop', 'key', 'same')).toEqual({ kind: 'gone' });
  });

  it('of several with one key makes one run', async () => {
    const { runs } = given().store;
    const first = newRun({}, 'key');
    const created = await runs.create([first, newRun({}, 'key'), newRun({}, 'key', 'other')], 'one', NOW);
    expect(created.map(({ kind }) => kind)).toEqual(['created', 'exists', 'mismatch']);
    expect((await runs.list('shop', {}, { limit: 10 })).runs.map(({ id }) => id)).toEqual([first.run.id]);
  });

  it('with one key in many processes at the same time makes one run', async () => {
    const stores = [given().store, await given().another()];
    const asked = Array.from({ length: 12 }, () => [newRun({}, 'a'), newRun({}, 'b')]);
    const kinds = await Promise.all(
      asked.map(async (both, index) => {
        // In both orders, which must not stand in each other's way.
        const created = await stores[index % 2]?.runs.create(index % 3 === 0 ? both : both.toReversed(), 'one', NOW);
        return created?.map(({ kind }) => kind) ?? [];
      }),
    );
    expect(kinds.flat().filter((kind) => kind === 'created')).toHaveLength(2);
    expect(kinds.flat().filter((kind) => kind === 'exists')).toHaveLength(22);
    expect((await given().store.runs.list('shop', {}, { limit: 10 })).runs).toHaveLength(2);
  });

  it('makes known the namespaces in which something is', async () => {
    const { store } = given();
    expect(await store.runs.namespaces()).toEqual([]);
    await startedOne(store, { namespace: 'shop' });
    await startedOne(store, { namespace: 'b' });
    await startedOne(store, { namespace: 'shop' });
    for (const scope of ['a', '', 'gone', 'shop']) {
      await store.templates.put({ scope, name: 't', document: {} }, { kind: 'any' }, NOW);
    }
    await store.templates.delete('gone', 't', { kind: 'any' });
    expect(await store.runs.namespaces()).toEqual(['a', 'b', 'shop']);
  });
});
