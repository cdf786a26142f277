import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, instantOf, millisOf } from '../../../src/core/instant.ts';
import type { Hold, StoredCallback } from '../../../src/service/store/rows.ts';
import type { Expected, NewRun, RunWrite, Store } from '../../../src/service/store/store.ts';
import { modelStore } from '../../support/model-store/model-store.ts';
import { ended, newRun, running } from '../../support/stored-runs.ts';
import { FAR_AHEAD, KINDS, LONG_AGO, NOW, type Place } from '../../support/stores.ts';

/** How many sequences of calls are made up; `VERDICT_SEEDS=1000 npx vitest run test/service/store/same-answers.test.ts` asks for more. */
const SEQUENCES = Number(process.env['VERDICT_SEEDS'] ?? 15);

/** A call of a store, with what is remembered of the calls before: it is the same for each store, and so must the answer be. */
type Call = (store: Store, memory: Memory) => Promise<unknown>;

interface Memory {
  /** Every hold that was ever given, also those that are worth nothing any more. */
  readonly holds: { readonly hold: Hold; readonly attempt: number; next: number }[];
}

const RUNS: readonly NewRun[] = [
  newRun({ id: 'a', createdAt: instantOf(NOW), labels: { team: 'x' } }, 'key'),
  newRun({ id: 'b', createdAt: instantOf(NOW + 1), labels: { team: 'y' } }, 'key'),
  newRun({ id: 'c', createdAt: instantOf(NOW + 1), labels: { team: 'x' } }, 'key', 'other'),
  newRun({ id: 'd', createdAt: instantOf(NOW + 2), namespace: 'other' }, 'key'),
  newRun({ id: 'e', createdAt: instantOf(NOW - 1), wish: { source: ['slow'], documents: [], spec: { metrics: [] } } }),
  newRun({ id: 'f', createdAt: instantOf(NOW + 3), labels: { team: 'x', canary: 'yes' } }, 'key 2'),
];

const aRun = fc.constantFrom(...RUNS);
const anId = fc.constantFrom(...RUNS.map(({ run }) => run.id));
const aNamespace = fc.constantFrom('shop', 'other');
const aReplica = fc.constantFrom('one', 'two');
const aMoment = fc.constantFrom(LONG_AGO, FAR_AHEAD);
const aLimit = fc.constantFrom(0, 1, 2, 100);
const anEnd = fc.constantFrom(instantOf(NOW + 10), instantOf(NOW + 20), instantOf(NOW + 30));
const aLength = fc.constantFrom(millisOf(0), millisOf(3_600_000));
const aHold = fc.nat({ max: 11 });

const CALLS: readonly fc.Arbitrary<readonly [text: string, call: Call]>[] = [
  fc.tuple(fc.array(aRun, { maxLength: 3 }), aReplica, aMoment).map(([runs, replica, now]) => [
    `create ${runs.map(({ run }) => run.id).join('+')} by ${replica} at ${now}`,
    async (store, memory) => {
      const created = await store.runs.create(runs, replica, now);
      for (const one of created) if (one.kind === 'created') remember(memory, one.hold, 1, 0);
      return created;
    },
  ]),
  fc.tuple(aReplica, aLimit, fc.constantFrom('t', 'u')).map(([replica, limit, ticket]) => [
    `claim ${limit} by ${replica} with ${ticket}`,
    async (store, memory) => {
      const claimed = await store.runs.claim(replica, limit, ticket);
      for (const { hold, run, nextNumber } of claimed) remember(memory, hold, run.attempt, nextNumber);
      return claimed;
    },
  ]),
  fc
    .array(
      fc.record({
        hold: aHold,
        back: fc.nat({ max: 2 }),
        count: fc.nat({ max: 3 }),
        due: anEnd,
        end: fc.option(anEnd),
      }),
      {
        maxLength: 3,
      },
    )
    .map((writes) => [
      `record ${JSON.stringify(writes)}`,
      async (store, memory) => {
        const all = writes.flatMap(({ hold, ...write }) => writeOf(memory.holds[hold], write) ?? []);
        return await store.runs.record(all);
      },
    ]),
  fc
    .tuple(aReplica, aLength)
    .map(([replica, ttl]) => [`beat ${replica} ${ttl}`, (store) => store.replicas.beat(replica, ttl)]),
  aReplica.map((replica) => [`leave ${replica}`, (store) => store.replicas.leave(replica)]),
  fc
    .tuple(aNamespace, anId)
    .map(([namespace, id]) => [
      `terminate ${namespace}/${id}`,
      (store) => store.runs.terminate(namespace, id, { by: 'me' }, NOW),
    ]),
  fc
    .tuple(aNamespace, anId)
    .map(([namespace, id]) => [
      `retry ${namespace}/${id}`,
      (store) => store.runs.retry(namespace, id, { by: 'me' }, NOW),
    ]),
  fc
    .tuple(aNamespace, anId, aMoment)
    .map(([namespace, id, now]) => [
      `delete ${namespace}/${id} at ${now}`,
      (store) => store.runs.delete(namespace, id, { by: 'me' }, now),
    ]),
  fc
    .tuple(aNamespace, fc.option(anEnd), fc.option(fc.nat({ max: 2 })), aLimit)
    .map(([namespace, before, keep, limit]) => [
      `prune ${namespace} before ${before} keep ${keep} limit ${limit}`,
      (store) => {
        const bounds = { ...(before !== null && { before }), ...(keep !== null && { keep }) };
        return store.runs.prune({ namespace, ...bounds }, limit);
      },
    ]),
  fc.tuple(aHold, fc.nat({ max: 4 })).map(([index, number]) => [
    `trim hold ${index} to ${number}`,
    async (store, memory) => {
      const held = memory.holds[index];
      if (held) await store.history.trim(held.hold, held.attempt, { number, status: { number } });
    },
  ]),
  fc
    .tuple(aReplica, aLength)
    .map(([replica, leaseFor]) => [
      `take callbacks by ${replica} for ${leaseFor}`,
      async (store) => (await store.callbacks.take(replica, leaseFor, 100)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ]),
  fc
    .tuple(anId, fc.boolean(), aLength)
    .map(([id, isDone, pause]) => [
      `${isDone ? 'done' : `again ${pause}`} ${id}`,
      (store) => (isDone ? store.callbacks.done(id, 'delivered', NOW) : store.callbacks.again(id, pause)),
    ]),
  fc
    .tuple(
      aNamespace,
      fc.constantFrom('t', 'u'),
      fc.constantFrom<'any' | 'none' | number>('any', 'none', 1, 2),
      fc.boolean(),
    )
    .map(([scope, name, expecting, isPut]) => [
      `${isPut ? 'put' : 'delete'} template ${scope}/${name} expecting ${expecting}`,
      (store) => {
        const expected = expectedBy(expecting);
        const template = { scope, name, document: { name } };
        return isPut ? store.templates.put(template, expected, NOW) : store.templates.delete(scope, name, expected);
      },
    ]),
];

function expectedBy(text: 'any' | 'none' | number): Expected {
  return typeof text === 'number' ? { kind: 'version', version: text } : { kind: text };
}

function remember({ holds }: Memory, hold: Hold, attempt: number, next: number): void {
  holds.push({ hold, attempt, next });
}

/** Steps behind, or partly before, the last that were written by that hold; a write with an end has a callback. */
function writeOf(
  held: Memory['holds'][number] | undefined,
  { back, count, due, end }: { back: number; count: number; due: Instant; end: Instant | null },
): RunWrite | undefined {
  if (held === undefined) return undefined;
  const first = Math.max(0, held.next - back);
  held.next = Math.max(held.next, first + count);
  const entries = Array.from({ length: count }, (_, index) => ({
    number: first + index,
    kind: 'step' as const,
    at: instantOf(NOW + first + index),
    body: { number: first + index },
  }));
  const { id } = held.hold;
  const callback: Omit<StoredCallback, 'tries'> = {
    id,
    namespace: id === 'd' ? 'other' : 'shop',
    runId: id,
    url: `https://cd.example/${id}`,
    event: 'verdict',
    attempt: held.attempt,
    createdAt: NOW,
  };
  const isOver = end !== null && count > 0;
  return {
    hold: held.hold,
    attempt: held.attempt,
    stand: isOver ? ended('fail', end) : running({ memory: { first } }),
    dueAt: due,
    entries,
    callbacks: isOver ? [callback] : [],
  };
}

/** All that can be seen of a store. */
async function seen(store: Store, { holds }: Memory): Promise<unknown> {
  const { runs, history, templates } = store;
  const ids = RUNS.map(({ run }) => run.id);
  const entries = await history.since(0, {}, 1000);
  const attempts = [1, 2, 3];
  return {
    namespaces: await runs.namespaces(),
    count: await runs.count(),
    terminating: await runs.terminating(ids),
    lost: await runs.lost(holds.slice(-4).map(({ hold }) => hold)),
    runs: await Promise.all(ids.flatMap((id) => ['shop', 'other'].map((namespace) => runs.get(namespace, id)))),
    lists: [
      await allPages(store, {}),
      await allPages(store, { labels: { team: 'x' } }),
      await allPages(store, { verdicts: [null] }),
      await allPages(store, { verdicts: ['fail', 'pass'], template: 'checkout' }),
    ],
    templates: [await templates.list('shop', { limit: 10 }), await templates.getAll('other', ['t'])],
    entries: entries.map((entry) => ({ ...entry, id: undefined })),
    isInOrder: entries.every(({ id }, index) => index === 0 || id > (entries[index - 1]?.id ?? 0)),
    ofAttempts: await Promise.all(
      ids.flatMap((id) =>
        attempts.map(async (attempt) => [
          await history.endOf(id, attempt),
          await history.beginOf(id, attempt),
          (await history.ofAttempt(id, attempt, 1, 3)).map(({ number, body }) => [number, body]),
        ]),
      ),
    ),
  };
}

async function allPages(store: Store, filter: Parameters<Store['runs']['list']>[1]): Promise<unknown> {
  const all = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await store.runs.list('shop', filter, { limit: 2, ...(cursor !== undefined && { cursor }) });
    all.push(...page.runs);
    cursor = page.cursor;
  }
  return all;
}

/** The answer, or what was thrown instead. */
async function answerOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return (await call) ?? 'nothing';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : thrown;
  }
}

/** A folder makes no difference to answers. */
const COMPARED = KINDS.filter(({ name }) => name !== 'SQLite in a folder');

describe.each(COMPARED)('whatever is asked of $name', (kind) => {
  let place: Place;
  let store: Store;
  beforeAll(async () => {
    place = await kind.place();
    store = await place.open();
  });
  afterAll(async () => {
    await store.close();
    await place.remove();
  });

  async function empty(): Promise<void> {
    if (place.empty !== undefined) return await place.empty();
    await store.close();
    store = await place.open();
  }

  it('it answers as a model of it does', async () => {
    const call = fc.oneof(...CALLS).map(([text, call]) => ({ text, call, [fc.toStringMethod]: () => text }));
    const sequence = fc.array(call, { minLength: 20, maxLength: 60, size: 'max' });
    const property = fc.asyncProperty(sequence, async (calls) => {
      await empty();
      const model = modelStore();
      const [ofStore, ofModel]: [Memory, Memory] = [{ holds: [] }, { holds: [] }];
      for (const { text, call } of calls) {
        const wanted = await answerOf(call(model, ofModel));
        expect([text, await answerOf(call(store, ofStore))]).toEqual([text, wanted]);
      }
      expect(await seen(store, ofStore)).toEqual(await seen(model, ofModel));
    });
    await fc.assert(property, { numRuns: SEQUENCES, endOnFailure: false });
  });
});
