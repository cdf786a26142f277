import { expect, it } from 'vitest';
import { ended, newRun, said, startedOne, steps, write } from '../../../support/stored-runs.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

/** What a database, a driver or a careless query could trip over. */
const NASTY = [
  "'; DROP TABLE runs; --",
  '" OR 1=1',
  '$1 ? :a @b %s {x} \\ \\\\',
  'null',
  '{a,b}',
  '\u001f\u001e\t\r\n',
  '\u{1f680} ü \u200d \uffff',
  '',
];

eachStore('a text', (given) => {
  it('of any kind comes back as it was written', async () => {
    const { store } = given();
    const texts = [...NASTY, 'a\0b', '\ud800', '__proto__', 'x'.repeat(100_000)];
    const json = JSON.parse(JSON.stringify({ texts, ...Object.fromEntries(texts.map((text) => [text, text])) })) as {
      texts: string[];
    };
    const wish = { source: texts, documents: [json], spec: { metrics: [] } };
    const held = await startedOne(store, { wish, labels: { 'a\0b': '\udfff' } });
    const stand = { ...ended(), status: json, memory: json, explanation: { sentence: 'a\0b\ud800', json } };
    const entries = steps(0, 0).map((entry) => ({ ...entry, body: json }));
    expect(await store.runs.record([write(held, entries, { stand })])).toEqual(new Set());
    expect(await store.runs.get('shop', held.run.id)).toEqual({ ...held.run, wish, stand });
    const [entry] = await store.history.ofAttempt(held.run.id, 1, 0, 1);
    expect(entry).toMatchObject({ body: json, after: { sentence: 'a\0b\ud800' } });
    const found = await store.runs.list('shop', { template: 'a\0b', labels: { 'a\0b': '\udfff' } }, { limit: 1 });
    expect(found.runs.map(({ id }) => id)).toEqual([held.run.id]);
    expect((await store.runs.list('shop', { template: '\ud801' }, { limit: 1 })).runs).toEqual([]);
  });

  it.each(NASTY)('%j may be a name or a key, and means nothing to the database', async (text) => {
    const { store } = given();
    await startedOne(store);
    const asked = newRun({ id: text, namespace: text, name: text, labels: { [text]: text } }, text, text);
    expect(await store.runs.create([asked], text, NOW)).toMatchObject([{ kind: 'created' }]);
    expect(await store.runs.create([asked], text, NOW)).toMatchObject([{ kind: 'created' }]);
    expect(await store.runs.get(text, text)).toEqual(asked.run);
    expect((await store.runs.list(text, { labels: { [text]: text } }, { limit: 1 })).runs).toHaveLength(1);
    expect(said(await store.history.since(0, { namespace: text, runId: text }, 10))).toEqual(['created']);
    await store.templates.put({ scope: text, name: text, document: {} }, { kind: 'none' }, NOW);
    expect(await store.templates.getAll(text, [text])).toHaveLength(1);
    expect((await store.runs.list('shop', {}, { limit: 10 })).runs).toHaveLength(1);
  });

  it.each(['a\0b', '\ud800', 'x\udfff'])('%j is refused as a name or a key', async (text) => {
    const { store } = given();
    const refused = { code: 'REQUEST_INVALID', message: expect.stringContaining(JSON.stringify(text)) };
    await expect(store.runs.create([newRun({ namespace: text })], 'one', NOW)).rejects.toMatchObject(refused);
    await expect(store.runs.create([newRun({}, text)], 'one', NOW)).rejects.toMatchObject(refused);
    await expect(store.runs.get('shop', text)).rejects.toMatchObject(refused);
    await expect(store.templates.get(text, 'a')).rejects.toMatchObject(refused);
    await expect(store.access.tokenByHash(text)).rejects.toMatchObject(refused);
    expect(await store.runs.namespaces()).toEqual([]);
    // The connection on which it was refused is as good as before.
    await store.check();
  });
});
