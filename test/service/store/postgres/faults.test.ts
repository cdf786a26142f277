import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { Fault } from '../../../../src/core/fault.ts';
import { openPostgres, type PostgresOptions } from '../../../../src/service/store/postgres/open-postgres.ts';
import type { Store } from '../../../../src/service/store/store.ts';
import { freePort } from '../../../support/free-port.ts';
import { type Postgres, postgresBinaries, startPostgres } from '../../../support/postgres.ts';
import { newRun, started, startedOne, steps, write } from '../../../support/stored-runs.ts';

const binaries = postgresBinaries('fails in the middle of what the store does');
const CONNECTIONS = 14;

describe.skipIf(binaries === undefined)('a PostgreSQL', () => {
  let server: Postgres;
  let url: string;
  let store: Store;
  const opened: Store[] = [];

  beforeAll(async () => {
    server = await startPostgres(binaries ?? '', { max_connections: String(CONNECTIONS) });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    url = await server.database();
    store = await open();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  async function open(more: Partial<PostgresOptions> = {}): Promise<Store> {
    const one = await openPostgres({ url, clock: systemClock, poolSize: 2, ...more });
    opened.push(one);
    return one;
  }

  async function ask(...texts: readonly string[]): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    for (const text of texts) await client.query(text);
    await client.end();
  }

  it('that is killed is unavailable until it is there again; what was acknowledged is there', async () => {
    const held = await startedOne(store);
    await server.kill();
    await expect(store.runs.record([write(held, steps(0, 0))])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(store.check()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const heard = new Promise((resolve) => {
      store.listen(({ kind }) => {
        if (kind === 'all') resolve(kind);
      });
    });
    await server.restart();
    expect(await store.runs.record([write(held, steps(0, 0))])).toEqual(new Set());
    // What was perhaps missed meanwhile is told as soon as news come again, and then they do.
    await heard;
    const other = await open();
    const news = new Promise((resolve) => {
      store.listen((one) => {
        if (one.kind === 'run') resolve(one.id);
      });
    });
    await other.runs.terminate('shop', held.run.id, {}, held.run.createdAt);
    expect(await news).toBe(held.run.id);
  });

  it('that ends all connections loses no more than the calls under way', async () => {
    const held = await started(store, [newRun(), newRun()]);
    await ask(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    // A connection whose end was not heard yet may be used once more.
    await store.check().catch(() => {});
    await store.check().catch(() => {});
    expect(await store.runs.record(held.map((one) => write(one, steps(0, 0))))).toEqual(new Set());
  });

  it('that is held still is unavailable in time, and available as soon as it goes on', async () => {
    const quick = await open({ timeouts: { connectMs: 150, statementMs: 150 } });
    const held = await startedOne(quick);
    const pids = processesOf(server);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      const calls = [1, 2, 3, 4].map(() => quick.runs.record([write(held, steps(0, 0))]));
      for (const result of await Promise.allSettled(calls)) {
        expect(result).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } });
      }
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
    expect(await untilDone(() => quick.runs.record([write(held, steps(0, 0))]))).toEqual(new Set());
    expect(await quick.history.ofAttempt(held.run.id, 1, 0, 10)).toHaveLength(1);
  });

  it('that may only be read is unavailable for writes, and not for reads', async () => {
    const held = await startedOne(store);
    await ask('ALTER SYSTEM SET default_transaction_read_only = on', 'SELECT pg_reload_conf()');
    const fault = await untilFails(() => store.check());
    expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('read-only') });
    expect(await store.runs.get('shop', held.run.id)).toEqual(held.run);
    await ask(
      'SET default_transaction_read_only = off',
      'ALTER SYSTEM RESET default_transaction_read_only',
      'SELECT pg_reload_conf()',
    );
    await untilDone(() => store.check());
  });

  it('that has no connection left is unavailable until one is', async () => {
    const narrow = await open({ poolSize: 4 });
    await narrow.check();
    const others: Client[] = [];
    const fault = await untilFails(async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      others.push(client);
    });
    expect(fault).toMatchObject({ message: expect.stringContaining('too many clients') });
    const calls = await Promise.allSettled([1, 2, 3, 4].map(() => narrow.check()));
    const failed = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason as unknown] : []));
    expect(failed.length).toBeGreaterThan(0);
    for (const one of failed) {
      expect(one).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('too many clients') });
    }
    // Those that are there go on.
    await narrow.check();
    for (const client of others) await client.end();
    await untilDone(() => Promise.all([1, 2, 3, 4].map(() => narrow.check())));
  });

  it('in which something is locked for too long is unavailable, and nothing was done', async () => {
    const quick = await open({ timeouts: { statementMs: 100 } });
    const held = await startedOne(quick);
    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query('BEGIN; SELECT * FROM attempts FOR UPDATE');
    await expect(quick.runs.record([write(held, steps(0, 0))])).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('statement timeout'),
    });
    await other.query('ROLLBACK');
    await other.end();
    expect(await quick.runs.record([write(held, steps(0, 0))])).toEqual(new Set());
  });

  it.each<{ given: string; change: (url: URL) => void | Promise<void>; text: string }>([
    {
      given: 'a wrong password',
      change: (to) => void (to.password = 'hush-hush'),
      text: 'password authentication failed',
    },
    {
      given: 'no such database',
      change: (to) => void (to.pathname = '/nowhere'),
      text: 'database "nowhere" does not exist',
    },
    {
      given: 'nobody at its port',
      async change(to) {
        to.port = String(await freePort());
      },
      text: 'ECONNREFUSED',
    },
    { given: 'no such host', change: (to) => void (to.hostname = 'nowhere.invalid'), text: 'nowhere.invalid' },
    {
      given: 'TLS that it does not have',
      change: (to) => to.searchParams.set('sslmode', 'require'),
      text: 'does not support SSL',
    },
  ])('with $given cannot be opened, and no text holds the password', async ({ change, text }) => {
    const other = new URL(url);
    await change(other);
    const fault = await untilFails(() => openPostgres({ url: other.href, clock: systemClock }));
    expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining(text) });
    const all =
      fault instanceof Fault ? `${fault.message} ${JSON.stringify(fault.details)} ${String(fault.cause)}` : '';
    expect(all).not.toContain(other.password);
  });

  it.each([
    { given: 'a newer schema', change: `INSERT INTO schema_versions VALUES (99, 'x', 0)`, text: 'has version 99' },
    {
      given: 'tables of another program',
      change: 'DROP TABLE schema_versions CASCADE',
      text: 'relation "templates" already exists',
    },
  ])('with $given is refused and left as it is', async ({ change, text }) => {
    await ask(change);
    await expect(open()).rejects.toMatchObject({ code: 'STORE_UNFIT', message: expect.stringContaining(text) });
    await expect(open()).rejects.toMatchObject({ code: 'STORE_UNFIT' });
    expect(await store.runs.namespaces()).toEqual([]);
  });

  it('whose tables are gone says so', async () => {
    await ask('DROP TABLE runs CASCADE');
    await expect(store.runs.get('shop', 'a')).rejects.toMatchObject({ code: 'STORE_UNFIT' });
  });

  it('refuses names that are longer than it can find again', async () => {
    const random = Array.from({ length: 400 }, () => Math.random().toString(36)).join('');
    await expect(store.runs.create([newRun({}, random)], 'one', 0 as never)).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining('too long'),
    });
    await store.check();
  });
});

/** The server's own processes, its first included. */
function processesOf({ folder }: Postgres): readonly number[] {
  const first = Number(readFileSync(`${folder}/data/postmaster.pid`, 'utf8').split('\n')[0]);
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return [first, ...all.filter((pid) => parentOf(pid) === first)];
}

function parentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0; // It has ended meanwhile.
  }
}

async function untilFails(work: () => Promise<unknown>): Promise<unknown> {
  for (;;) {
    try {
      await work();
    } catch (thrown) {
      return thrown;
    }
  }
}

/** The answer of the first try that is not `STORE_UNAVAILABLE`. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== 'STORE_UNAVAILABLE') throw thrown;
    }
  }
}
