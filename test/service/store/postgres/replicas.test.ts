import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { instantOf, millisOf } from '../../../../src/core/instant.ts';
import { connectionOf } from '../../../../src/service/store/postgres/connection-of.ts';
import { openPostgres } from '../../../../src/service/store/postgres/open-postgres.ts';
import { postgresEngine } from '../../../../src/service/store/postgres/postgres-engine.ts';
import { connectionPool, POSTGRES_TIMEOUTS } from '../../../../src/service/store/postgres/postgres-pool.ts';
import { KNOWN_VERSION } from '../../../../src/service/store/sql/migrations/migrate.ts';
import type { Store } from '../../../../src/service/store/store.ts';
import { postgresBinaries, sharedPostgres } from '../../../support/postgres.ts';
import { end, newRun, said, started, startedOne, steps, write } from '../../../support/stored-runs.ts';
import { NOW } from '../../../support/stores.ts';

const binaries = postgresBinaries('has several replicas');
const AN_HOUR = millisOf(3_600_000);

describe.skipIf(binaries === undefined)('replicas on one PostgreSQL', () => {
  let url: string;
  const opened: Store[] = [];
  beforeEach(async () => {
    url = await (await sharedPostgres(binaries ?? '')).database();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  async function open(): Promise<Store> {
    const one = await openPostgres({ url, clock: systemClock });
    opened.push(one);
    return one;
  }

  it('make the tables once, however many begin at the same time', async () => {
    await Promise.all([open(), open(), open()]);
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query('SELECT version FROM schema_versions');
    await client.end();
    expect(rows).toEqual(Array.from({ length: KNOWN_VERSION }, (_, index) => ({ version: index + 1 })));
  });

  it('claim a thousand runs at the same time, and none of them twice', async () => {
    const stores = [await open(), await open()];
    const [first] = stores;
    if (first === undefined) throw new Error('no store was opened');
    const made = await started(
      first,
      Array.from({ length: 1000 }, (_, index) => newRun({ createdAt: instantOf(NOW + index) })),
      'dead',
    );
    const claimed = new Map<string, string[]>();
    const claimAll = async (store: Store, replica: string): Promise<void> => {
      await store.replicas.beat(replica, AN_HOUR);
      for (;;) {
        const taken = await store.runs.claim(replica, 30, randomUUID());
        if (taken.length === 0) return;
        for (const { run } of taken) claimed.set(run.id, [...(claimed.get(run.id) ?? []), replica]);
      }
    };
    const claimers = Array.from({ length: 6 }, (_, index) => claimAll(stores[index % 2] ?? first, `replica-${index}`));
    await Promise.all(claimers);
    // One that finds all that is left locked by others goes home early; those others have it.
    expect([...claimed.keys()].sort()).toEqual(made.map(({ run }) => run.id).sort());
    expect([...claimed.values()].every((replicas) => replicas.length === 1)).toBe(true);
    expect(await first.runs.count()).toEqual({ live: 1000, unheld: 0 });
  });

  it('write no step twice, whoever was taken for dead and went on', async () => {
    const [one, other] = [await open(), await open()];
    await other.replicas.beat('two', AN_HOUR);
    const held = await startedOne(one);
    await one.runs.record([write(held, steps(0, 0))]);
    // Both write at once from here on, and only one of them has the right to.
    const [claimed] = await other.runs.claim('two', 1, 'ticket');
    if (claimed === undefined) throw new Error('nothing was claimed');
    const lost = await Promise.all([
      one.runs.record([write(held, steps(1, 3))]),
      other.runs.record([write(claimed, steps(1, 2))]),
      one.runs.record([write(held, steps(1, 1))]),
      other.runs.record([write(claimed, steps(1, 2))]),
    ]);
    expect(lost.map(({ size }) => size)).toEqual([1, 0, 1, 0]);
    expect(said(await one.history.ofAttempt(held.run.id, 1, 0, 10))).toEqual(['step 0', 'step 1', 'step 2']);
  });

  it('write the very same batch at the same time once', async () => {
    const [one, other] = [await open(), await open()];
    const all = await started(
      one,
      Array.from({ length: 20 }, () => newRun()),
    );
    const batch = all.map((held) => write(held, steps(0, 2)));
    const results = await Promise.all([
      one.runs.record(batch),
      other.runs.record(batch.toReversed()),
      one.runs.record(batch.slice(5)),
      other.runs.record(batch.slice(0, 7)),
    ]);
    expect(results.every(({ size }) => size === 0)).toBe(true);
    expect(await one.history.since(20, {}, 1000)).toHaveLength(60);
  });

  it('do not stand in each other’s way when they end, stop, retry, delete and clean up the same runs', async () => {
    const stores = [await open(), await open()];
    const [first, second] = stores;
    if (first === undefined || second === undefined) throw new Error('no store was opened');
    await first.replicas.beat('one', AN_HOUR);
    const all = await started(
      first,
      Array.from({ length: 30 }, () => newRun()),
    );
    const work = all.flatMap((held, index) => {
      const { id } = held.run;
      const store = stores[index % 2] ?? first;
      return [
        store.runs.terminate('shop', id, {}, NOW),
        end(first, held),
        second.runs.retry('shop', id, {}, NOW),
        store.runs.delete('shop', id, {}, NOW),
        second.runs.prune({ namespace: 'shop', keep: 3 }, 5),
        first.runs.claim('one', 3, randomUUID()),
      ];
    });
    for (const result of await Promise.allSettled(work)) expect(result).toMatchObject({ status: 'fulfilled' });
    // Whatever is left is whole.
    for (const { id } of (await first.runs.list('shop', {}, { limit: 100 })).runs) {
      expect(await second.runs.get('shop', id)).toBeDefined();
    }
  });

  it('are not kept from writing by one that is held still in the middle of a transaction', async () => {
    const store = await open();
    const held = await startedOne(store);
    const connection = connectionOf(url);
    const pool = connectionPool(connection, 1, { ...POSTGRES_TIMEOUTS, idleMs: 50 });
    const still = postgresEngine(pool, connection);
    await expect(
      still.write(async ({ db }) => {
        await still.says.lockHistory(db);
        // Goes on only when somebody else has written, for which they need the lock that it has.
        expect(await store.runs.record([write(held, steps(0, 0))])).toEqual(new Set());
      }),
    ).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await still.close();
  });
});
