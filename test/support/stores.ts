import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { afterAll, afterEach, beforeEach, describe } from 'vitest';
import { systemClock } from '../../src/cli/system-clock.ts';
import { type Instant, instantOf } from '../../src/core/instant.ts';
import { openPostgres } from '../../src/service/store/postgres/open-postgres.ts';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';
import type { Store } from '../../src/service/store/store.ts';
import { storeInThread } from '../../src/service/store/thread/store-in-thread.ts';
import { T0 } from './builders.ts';
import { postgresBinaries, sharedPostgres } from './postgres.ts';
import { standingClock } from './standing-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A store of a test's own, empty. */
export interface GivenStore {
  readonly store: Store;
  /** The same store as another process sees it; closed after the test. Where there can be only one, it is the first. */
  another(): Promise<Store>;
}

/** Where stores are opened. */
export interface Place {
  /** The one that serves. */
  open(): Promise<Store>;
  openBeside(first: Store): Promise<Store>;
  /** Takes everything out; absent where every test opens a place of its own. */
  readonly empty?: () => Promise<void>;
  remove(): Promise<void>;
}

/** One of the stores that are held to the contract. */
export interface Kind {
  readonly name: string;
  place(): Promise<Place>;
}

/** What the stores in SQLite take for now. PostgreSQL goes by its own clock: tests do not say what it is. */
export const NOW: Instant = T0;

/** Long past, by every clock. */
export const LONG_AGO: Instant = instantOf(Date.UTC(2020, 0, 1));

/** Far ahead, by every clock. */
export const FAR_AHEAD: Instant = instantOf(Date.UTC(2100, 0, 1));

const IN_MEMORY: Kind = {
  name: 'SQLite in memory',
  place: () =>
    Promise.resolve({
      open: () => openSqlite({ clock: standingClock }),
      openBeside: (first) => Promise.resolve(first),
      remove: () => Promise.resolve(),
    }),
};

const IN_A_FOLDER: Kind = {
  name: 'SQLite in a folder',
  place() {
    const folder = temporaryFolder();
    return Promise.resolve({
      open: () => openSqlite({ folder: folder.path, clock: standingClock }),
      openBeside: () => openSqlite({ folder: folder.path, clock: standingClock, isServing: false }),
      remove: () => Promise.resolve(folder.remove()),
    });
  },
};

const THREAD = new URL('store-thread.ts', import.meta.url);

/** As `verdict serve` opens it. A thread takes longer to begin than most tests: those of one subject share theirs. */
const IN_A_THREAD: Kind = {
  name: 'SQLite in a thread',
  place() {
    const folder = temporaryFolder();
    return Promise.resolve({
      open: () => storeInThread(new Worker(THREAD, { workerData: { folder: folder.path } }), folder.path),
      openBeside: () => openSqlite({ folder: folder.path, clock: standingClock, isServing: false }),
      empty: () => Promise.resolve(emptySqlite(join(folder.path, 'verdict.db'))),
      remove: () => Promise.resolve(folder.remove()),
    });
  },
};

function emptySqlite(file: string): void {
  const database = new DatabaseSync(file);
  const tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_versions'";
  for (const { name } of database.prepare(tables).all()) database.exec(`DELETE FROM ${String(name)}`);
  database.close();
}

const BINARIES = postgresBinaries('holds the store on PostgreSQL to its contract');

/** To connect and to make the tables takes longer than most tests: those of one subject share theirs. */
const ON_POSTGRES: Kind = {
  name: 'PostgreSQL',
  async place() {
    const url = await (await sharedPostgres(BINARIES ?? '')).database();
    const open = (): Promise<Store> => openPostgres({ url, clock: systemClock });
    const client = new Client({ connectionString: url });
    await client.connect();
    return {
      open,
      openBeside: open,
      async empty() {
        const tables = await client.query<{ name: string }>(
          "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_versions'",
        );
        await client.query(`TRUNCATE ${tables.rows.map(({ name }) => name).join(', ')} RESTART IDENTITY`);
      },
      remove: () => client.end(),
    };
  },
};

/** The stores that there are; PostgreSQL where it is installed. */
export const KINDS: readonly Kind[] = [
  IN_MEMORY,
  IN_A_FOLDER,
  IN_A_THREAD,
  ...(BINARIES === undefined ? [] : [ON_POSTGRES]),
];

/** Tests that hold for each store, each with an empty one. */
export function eachStore(subject: string, tests: (given: () => GivenStore) => void): void {
  describe.each(KINDS)(`${subject} in $name`, (kind) => {
    const { place, store, beside } = usedBy(kind);
    tests(() => ({
      store: store(),
      async another() {
        const other = await place().openBeside(store());
        beside.push(other);
        return other;
      },
    }));
  });
}

interface Used {
  readonly place: () => Place;
  readonly store: () => Store;
  readonly beside: Store[];
}

/** Opens and closes around each test, or around all of them where the place can be emptied between. */
function usedBy(kind: Kind): Used {
  let place: Place | undefined;
  let store: Store | undefined;
  const beside: Store[] = [];
  beforeEach(async () => {
    place ??= await kind.place();
    store ??= await place.open();
    await place.empty?.();
  });
  const close = async (): Promise<void> => {
    await store?.close();
    await place?.remove();
    [place, store] = [undefined, undefined];
  };
  afterEach(async () => {
    for (const one of beside.splice(0)) await one.close();
    if (place?.empty === undefined) await close();
  });
  afterAll(close);
  return { place: () => there(place), store: () => there(store), beside };
}

function there<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('no store was opened');
  return one;
}
