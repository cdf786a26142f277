import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../core/clock.ts';
import { Fault, textOf } from '../../../core/fault.ts';
import type { Engine } from '../sql/engine.ts';
import { KNOWN_VERSION, migrate } from '../sql/migrations/migrate.ts';
import { forgetReplicas } from '../sql/replicas.ts';
import { sqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { foundVersion } from './found-version.ts';
import { makeFolder } from './make-folder.ts';
import { type ServingLock, takeServingLock } from './serving-lock.ts';
import { type OpenDatabase, sqliteEngine } from './sqlite-engine.ts';
import { sqliteFault } from './sqlite-fault.ts';

export interface SqliteOptions {
  /** Where the database lies; made if it is not there, for its owner only. Absent: in memory, gone when it is closed. */
  readonly folder?: string;
  readonly clock: Clock;
  /** Whether this process serves the folder, which only one may at a time. Others may read and write beside it. Default: true. */
  readonly isServing?: boolean;
  /** How long another process that writes is waited for, in milliseconds. Default: 5,000. */
  readonly busyMs?: number;
}

const DATABASE = 'verdict.db';
const LOCK = 'serving.lock';
const BUSY_MS = 5000;
/** How long whoever serves the folder is waited for: one that is just ending, or that brings up the schema. */
const LOCK_MS = 1000;
/** Of pages in memory. Runs are found by ids made by chance, so a small cache holds none of those that are wanted. */
const CACHE_KIB = 32_768;

/**
 * Opens the store of one process: SQLite in a folder. What was acknowledged is on the disk, whatever dies when.
 *
 * @throws Fault STORE_UNFIT for a folder that another process serves or that cannot be used, and for a file that is damaged, no database of
 *   ours, or of a newer version: it is left as it is. STORE_UNAVAILABLE when it cannot be read or written now.
 */
export async function openSqlite({ folder, clock, isServing = true, busyMs = BUSY_MS }: SqliteOptions): Promise<Store> {
  if (folder === undefined) {
    const place = 'the database in memory';
    return sqlStore(await readyEngine({ database: new DatabaseSync(':memory:'), place, clock, busyMs }, isServing));
  }
  const place = join(folder, DATABASE);
  try {
    return await openFolder(folder, { place, clock, busyMs }, isServing);
  } catch (thrown) {
    throw sqliteFault(thrown, place);
  }
}

async function openFolder(folder: string, how: Omit<OpenDatabase, 'database'>, isServing: boolean): Promise<Store> {
  prepareFolder(folder);
  let lock = isServing ? takeServingLock(join(folder, LOCK), LOCK_MS) : undefined;
  if (isServing && lock === undefined)
    throw unfit(folder, 'is served by another process: end that one, or name another folder');
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(how.place, { timeout: how.busyMs });
    if (!isServing) lock = lockToMigrate(database, folder, how.place);
    const engine = await readyEngine({ ...how, database }, isServing);
    if (!isServing) lock?.release();
    return sqlStore({ ...engine, close: () => engine.close().finally(() => lock?.release()) });
  } catch (thrown) {
    if (database?.isOpen === true) database.close();
    lock?.release();
    throw thrown;
  }
}

/** Whoever serves the folder knows the schema as it was when it began: it is not changed beneath them. */
function lockToMigrate(database: DatabaseSync, folder: string, place: string): ServingLock | undefined {
  const isOld = (): boolean => foundVersion(database, place) < KNOWN_VERSION;
  if (!isOld()) return undefined;
  const lock = takeServingLock(join(folder, LOCK), LOCK_MS);
  // Unless they have just brought it up themselves.
  if (lock === undefined && isOld()) throw unfit(folder, 'is served by an older Verdict: end that one first');
  return lock;
}

async function readyEngine(opened: OpenDatabase, isServing: boolean): Promise<Engine> {
  const { database, place, clock } = opened;
  foundVersion(database, place);
  setUp(database, place);
  const engine = sqliteEngine(opened);
  await engine.write(({ db }) => migrate({ db, dialect: 'sqlite', place }, clock.now()));
  if (isServing) await engine.write(({ db }) => forgetReplicas(db));
  return engine;
}

/** WAL lets other processes read meanwhile; FULL has the disk take each commit before it is acknowledged. */
function setUp(database: DatabaseSync, place: string): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal' && mode !== 'memory') {
    const text = `${place} lies where SQLite cannot share it between processes (it answers '${String(mode)}' for WAL): name a folder on a local disk`;
    throw new Fault('STORE_UNFIT', text, { place });
  }
  // From now on the engine waits for others, so that this process does not stand still meanwhile for longer than that.
  database.exec(`PRAGMA synchronous = FULL; PRAGMA busy_timeout = 20; PRAGMA cache_size = -${CACHE_KIB}`);
}

/** @throws Fault STORE_UNFIT */
function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    // SQLite gives the files beside it the rights of the database itself.
    for (const name of [DATABASE, LOCK]) closeSync(openSync(join(folder, name), 'a', 0o600));
  } catch (thrown) {
    throw unfit(folder, `cannot be used as a data folder: ${textOf(thrown)}`);
  }
}

function unfit(folder: string, why: string): Fault {
  return new Fault('STORE_UNFIT', `${folder} ${why}`, { folder });
}
