import { Client } from 'pg';
import { afterEach, beforeEach, describe } from 'vitest';
import { systemClock } from '../../src/cli/system-clock.ts';
import type { Clock } from '../../src/core/clock.ts';
import { after, type Instant, instantOf, millisOf } from '../../src/core/instant.ts';
import { openPostgres } from '../../src/service/store/postgres/open-postgres.ts';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';
import type { Store } from '../../src/service/store/store.ts';
import { T0 } from './builders.ts';
import { postgresBinaries, sharedPostgres } from './postgres.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A store of a test's own, empty. */
export interface GivenStore {
  readonly store: Store;
  /** The same store as another process sees it; closed with the first. Where there can be only one, it is the first. */
  another(): Promise<Store>;
}

interface Opened extends GivenStore {
  close(): Promise<void>;
}

interface Kind {
  readonly name: string;
  open(): Promise<Opened>;
}

/** What the stores in SQLite take for now. PostgreSQL goes by its own clock: tests do not say what it is. */
export const NOW: Instant = T0;

/** Long past, by every clock. */
export const LONG_AGO: Instant = instantOf(Date.UTC(2020, 0, 1));

/** Far ahead, by every clock. */
export const FAR_AHEAD: Instant = instantOf(Date.UTC(2100, 0, 1));

/** Always says the same, and rings after as long as it was asked for. */
const standingClock: Clock = {
  now: () => NOW,
  alarm: (moment, ring) => systemClock.alarm(after(systemClock.now(), millisOf(moment - NOW)), ring),
};

const IN_MEMORY: Kind = {
  name: 'SQLite in memory',
  async open() {
    const store = await openSqlite({ clock: standingClock });
    return { store, another: () => Promise.resolve(store), close: () => store.close() };
  },
};

const IN_A_FOLDER: Kind = {
  name: 'SQLite in a folder',
  async open() {
    const folder = temporaryFolder();
    const open = (isServing: boolean): Promise<Store> =>
      openSqlite({ folder: folder.path, clock: standingClock, isServing });
    const stores = [await open(true)];
    return {
      ...several(stores, () => open(false)),
      async close() {
        await closeAll(stores);
        folder.remove();
      },
    };
  },
};

const BINARIES = postgresBinaries('holds the store on PostgreSQL to its contract');

const ON_POSTGRES: Kind = {
  name: 'PostgreSQL',
  async open() {
    const url = await freshSchema(BINARIES ?? '');
    const open = (): Promise<Store> => openPostgres({ url, clock: systemClock });
    const stores = [await open()];
    return { ...several(stores, open), close: () => closeAll(stores) };
  },
};

function several(stores: Store[], open: () => Promise<Store>): GivenStore {
  const [store] = stores;
  if (store === undefined) throw new Error('there is no store');
  return {
    store,
    async another() {
      const one = await open();
      stores.push(one);
      return one;
    },
  };
}

async function closeAll(stores: readonly Store[]): Promise<void> {
  for (const store of stores) await store.close();
}

let schemas = 0;

/** A schema of its own in the shared server: it is quicker made than a database. @returns the URL that leads to it */
async function freshSchema(binaries: string): Promise<string> {
  const { url } = await sharedPostgres(binaries);
  schemas += 1;
  const name = `store_${schemas}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE SCHEMA ${name}`);
  await client.end();
  return `${url}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
}

/** The stores that there are; PostgreSQL where it is installed. */
export const STORES: readonly Kind[] = [IN_MEMORY, IN_A_FOLDER, ...(BINARIES === undefined ? [] : [ON_POSTGRES])];

/** Tests that hold for each store, each with one of its own. */
export function eachStore(subject: string, tests: (given: () => GivenStore) => void): void {
  describe.each(STORES)(`${subject} in $name`, ({ open }) => {
    let opened: Opened | undefined;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened?.close());
    tests(() => {
      if (opened === undefined) throw new Error('no store was opened');
      return opened;
    });
  });
}
