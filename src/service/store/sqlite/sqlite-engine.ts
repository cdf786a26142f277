import type { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { type Clock, waitUntil } from '../../../core/clock.ts';
import { Fault } from '../../../core/fault.ts';
import { after, millisOf } from '../../../core/instant.ts';
import type { Engine } from '../sql/engine.ts';
import { listeners } from '../sql/listeners.ts';
import type { Tables } from '../sql/tables.ts';
import type { News } from '../store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { isBusy, sqliteFault } from './sqlite-fault.ts';
import { statementsOf } from './statements.ts';

/** An open database with its schema, perhaps. */
export interface OpenDatabase {
  readonly database: DatabaseSync;
  /** What it is called in texts. */
  readonly place: string;
  readonly clock: Clock;
  /** How long another process that writes is waited for, in milliseconds. */
  readonly busyMs: number;
}

const PAUSE_MS = 10;

/**
 * SQLite on one connection. Queries wait for each other; within a transaction nothing else gets in. News stay within the process: nobody
 * else serves this database.
 */
export function sqliteEngine({ database, place, clock, busyMs }: OpenDatabase): Engine {
  const statements = statementsOf(database);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements }) });
  const hearing = listeners();
  let isClosed = false;

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new Fault('STORE_UNAVAILABLE', `${place} was closed`, { place });
    try {
      return await work();
    } catch (thrown) {
      throw sqliteFault(thrown, place);
    }
  }

  // The right to write is taken at the begin, so that nothing that was read can be out of date when it is written. SQLite would hold
  // this whole process still to wait for another one.
  async function begin(): Promise<void> {
    for (let left = busyMs; ; left -= PAUSE_MS) {
      try {
        return database.exec('BEGIN IMMEDIATE');
      } catch (thrown) {
        if (!isBusy(thrown) || left <= 0) throw thrown;
        await waitUntil(clock, after(clock.now(), millisOf(PAUSE_MS)));
      }
    }
  }

  return {
    says: sqliteDialect(statements, clock),
    listen: (hear) => hearing.listen(hear),
    read: (work) => guarded(() => work(db)),
    write: (work) =>
      guarded(() =>
        db.connection().execute(async (connection) => {
          const news: News[] = [];
          await begin();
          try {
            const result = await work({ db: connection, tell: (one) => news.push(one) });
            database.exec('COMMIT');
            hearing.tell(news);
            return result;
          } catch (thrown) {
            // Some failures have undone it already.
            if (database.isTransaction) database.exec('ROLLBACK');
            throw thrown;
          }
        }),
      ),
    async close() {
      if (isClosed) return;
      isClosed = true;
      // Behind everything that is under way.
      await db.connection().execute(async () => {});
      await db.destroy();
    },
  };
}
