import { expect, it } from 'vitest';
import { instantOf } from '../../../../src/core/instant.ts';
import type { RunFilter, Store } from '../../../../src/service/store/store.ts';
import { end, ended, newRun, running, started, steps, write } from '../../../support/stored-runs.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Twelve runs, two at each moment; every third failed, every third passed, the others go on. Names say their numbers. */
async function twelve(store: Store): Promise<void> {
  const held = await started(
    store,
    Array.from({ length: 12 }, (_, index) =>
      newRun({
        id: idOf(index),
        name: String(index),
        createdAt: instantOf(NOW + Math.floor(index / 2)),
        labels: { team: index % 2 === 0 ? 'a' : 'b', ...(index > 8 && { canary: 'yes' }) },
        wish: { source: index % 4 === 0 ? ['errors', 'latency'] : ['errors'], documents: [], spec: { metrics: [] } },
      }),
    ),
  );
  const stands = [ended('fail'), ended('pass'), running()];
  await store.runs.record(held.map((one, index) => write(one, steps(0, 0), { stand: stands[index % 3] ?? running() })));
  await started(store, [newRun({ namespace: 'other', labels: { team: 'a' } })]);
}

async function pages(store: Store, filter: RunFilter, limit: number): Promise<readonly (readonly string[])[]> {
  const read: string[][] = [];
  for (let cursor: string | undefined; read.length === 0 || cursor !== undefined; ) {
    const page = await store.runs.list('shop', filter, { limit, ...(cursor !== undefined && { cursor }) });
    read.push(page.runs.map(({ name }) => name));
    cursor = page.cursor;
  }
  return read;
}

eachStore('a list of runs', (given) => {
  it.each<{ given: string; filter: RunFilter; then: readonly number[] }>([
    { given: 'no filter', filter: {}, then: [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0] },
    { given: 'a label', filter: { labels: { team: 'a' } }, then: [10, 8, 6, 4, 2, 0] },
    { given: 'two labels', filter: { labels: { team: 'b', canary: 'yes' } }, then: [11, 9] },
    { given: 'a label that no run has', filter: { labels: { team: 'c' } }, then: [] },
    { given: 'a template', filter: { template: 'latency' }, then: [8, 4, 0] },
    {
      given: 'a template and a label',
      filter: { template: 'errors', labels: { team: 'b' } },
      then: [11, 9, 7, 5, 3, 1],
    },
    { given: 'a verdict', filter: { verdicts: ['fail'] }, then: [9, 6, 3, 0] },
    { given: 'runs that go on', filter: { verdicts: [null] }, then: [11, 8, 5, 2] },
    { given: 'several verdicts', filter: { verdicts: ['fail', null, 'fail'] }, then: [11, 9, 8, 6, 5, 3, 2, 0] },
    { given: 'no verdict that would do', filter: { verdicts: [] }, then: [] },
    { given: 'all of them', filter: { verdicts: ['pass'], labels: { team: 'a' }, template: 'latency' }, then: [4] },
  ])('by $given is newest first, and the same in pages of any size', async ({ filter, then }) => {
    const { store } = given();
    await twelve(store);
    const names = then.map(String);
    expect(await pages(store, filter, 100)).toEqual([names]);
    for (const size of [1, 5]) {
      const read = await pages(store, filter, size);
      expect(read.flat()).toEqual(names);
      expect(read).toHaveLength(Math.max(1, Math.ceil(names.length / size)));
    }
  });

  it('holds what is short of each run', async () => {
    const { store } = given();
    const asked = newRun({ labels: { team: 'a' }, createdAt: instantOf(NOW + 0.25) });
    const [held] = await started(store, [asked]);
    if (held === undefined) throw new Error('nothing was started');
    const { id, namespace, name, labels, attempt, createdAt, isTerminating } = asked.run;
    const identity = { id, namespace, name, labels, attempt, createdAt, isTerminating, source: ['checkout'] };
    expect(await store.runs.list('shop', {}, { limit: 1 })).toEqual({
      runs: [{ ...identity, verdict: null, phase: '', sentence: '' }],
    });
    await end(store, held);
    expect((await store.runs.list('shop', {}, { limit: 1 })).runs).toEqual([
      {
        ...identity,
        verdict: 'pass',
        phase: 'Successful',
        sentence: 'it was pass',
        startedAt: NOW,
        endedAt: NOW + 60_000,
      },
    ]);
  });

  it('goes on behind a cursor although runs have come and gone meanwhile', async () => {
    const { store } = given();
    await twelve(store);
    const { cursor = '' } = await store.runs.list('shop', {}, { limit: 3 });
    await started(store, [newRun({ createdAt: instantOf(NOW + 99) })]);
    await store.runs.delete('shop', idOf(9), {}, NOW);
    const rest = await store.runs.list('shop', {}, { limit: 3, cursor });
    expect(rest.runs.map(({ name }) => name)).toEqual(['8', '7', '6']);
  });

  it.each([
    { given: 'nothing', cursor: '' },
    { given: 'some text', cursor: 'x' },
    { given: 'JSON of something else', cursor: Buffer.from('{"a":1}').toString('base64url') },
    { given: 'a number of parts too few', cursor: Buffer.from('["shop",1]').toString('base64url') },
    { given: 'parts of other types', cursor: Buffer.from('["shop","1","x"]').toString('base64url') },
    { given: "another namespace's", cursor: Buffer.from('["other",1,"x"]').toString('base64url') },
  ])('refuses a cursor that is $given', async ({ cursor }) => {
    await expect(given().store.runs.list('shop', {}, { limit: 1, cursor })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining(`cursor '${cursor}' is not one of a list of runs in namespace 'shop'`),
    });
  });
});
