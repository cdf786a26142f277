import type { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import type { Clock } from '../../../core/clock.ts';
import { Fault } from '../../../core/fault.ts';
import type { Engine } from '../sql/engine.ts';
import { listeners } from '../sql/listeners.ts';
import type { Tables } from '../sql/tables.ts';
import type { News } from '../store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { sqliteFault } from './sqlite-fault.ts';
import { statementsOf } from './statements.ts';

/**
 * SQLite on one connection. Queries wait for each other; within a transaction nothing else gets in. News stay within the process: nobody
 * else serves this database.
 *
 * @param place what it is called in texts
 */
export function sqliteEngine(database: DatabaseSync, place: string, clock: Clock): Engine {
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

  return {
    says: sqliteDialect(statements, clock),
    listen: (hear) => hearing.listen(hear),
    read: (work) => guarded(() => work(db)),
    write: (work) =>
      guarded(() =>
        db.connection().execute(async (connection) => {
          const news: News[] = [];
          // The right to write is taken at the begin, so that nothing that was read can be out of date when it is written.
          database.exec('BEGIN IMMEDIATE');
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
