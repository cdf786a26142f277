import { closeSync, mkdirSync, openSync } from 'node:fs';
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
import { type ServingLock, takeServingLock } from './serving-lock.ts';
import { sqliteEngine } from './sqlite-engine.ts';
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

/**
 * Opens the store of one process: SQLite in a folder. What was acknowledged is on the disk, whatever dies when.
 *
 * @throws Fault STORE_UNFIT for a folder that another process serves or that cannot be used, and for a file that is damaged, no database of
 *   ours, or of a newer version: it is left as it is. STORE_UNAVAILABLE when it cannot be read or written now.
 */
export async function openSqlite({ folder, clock, isServing = true, busyMs = BUSY_MS }: SqliteOptions): Promise<Store> {
  const place = folder === undefined ? 'the database in memory' : join(folder, DATABASE);
  let lock: ServingLock | undefined;
  try {
    if (folder !== undefined) {
      prepareFolder(folder);
      if (isServing)
        lock = lockOf(folder, `${folder} is served by another process: end that one, or name another folder`);
    }
    const engine = await openEngine({ folder, place, clock, busyMs, isServing });
    return sqlStore({ ...engine, close: () => engine.close().finally(() => lock?.release()) });
  } catch (thrown) {
    lock?.release();
    throw sqliteFault(thrown, place);
  }
}

interface Opening {
  readonly folder: string | undefined;
  readonly place: string;
  readonly clock: Clock;
  readonly busyMs: number;
  readonly isServing: boolean;
}

async function openEngine({ folder, place, clock, busyMs, isServing }: Opening): Promise<Engine> {
  const path = folder === undefined ? ':memory:' : place;
  const database = new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: true });
  try {
    const version = foundVersion(database, place);
    setUp(database, place);
    const engine = sqliteEngine({ database, place, clock, busyMs });
    // Whoever serves the folder knows the schema as it was when it began.
    const mustLock = version < KNOWN_VERSION && folder !== undefined && !isServing;
    const lock = mustLock ? lockOf(folder, `${folder} is served by an older Verdict: end that one first`) : undefined;
    try {
      await engine.write(({ db }) => migrate({ db, dialect: 'sqlite', place }, clock.now()));
    } finally {
      lock?.release();
    }
    if (isServing) await engine.write(({ db }) => forgetReplicas(db));
    return engine;
  } catch (thrown) {
    if (database.isOpen) database.close();
    throw thrown;
  }
}

/** WAL lets other processes read meanwhile; FULL has the disk take each commit before it is acknowledged. */
function setUp(database: DatabaseSync, place: string): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal' && mode !== 'memory') {
    const text = `${place} lies where SQLite cannot share it between processes (it answers '${String(mode)}' for WAL): name a folder on a local disk`;
    throw new Fault('STORE_UNFIT', text, { place });
  }
  // From now on the engine waits for others, so that this process does not stand still meanwhile for longer than that.
  database.exec('PRAGMA synchronous = FULL; PRAGMA busy_timeout = 20');
}

/** @throws Fault STORE_UNFIT */
function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // SQLite gives the files beside it the rights of the database itself.
    for (const name of [DATABASE, LOCK]) closeSync(openSync(join(folder, name), 'a', 0o600));
  } catch (thrown) {
    const text = `${folder} cannot be used as a data folder: ${textOf(thrown)}`;
    throw new Fault('STORE_UNFIT', text, { folder }, { cause: thrown });
  }
}

/** @throws Fault STORE_UNFIT with `text` when somebody else has it */
function lockOf(folder: string, text: string): ServingLock {
  const lock = takeServingLock(join(folder, LOCK), LOCK_MS);
  if (lock === undefined) throw new Fault('STORE_UNFIT', text, { folder });
  return lock;
}
