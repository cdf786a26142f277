import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import { Fault } from '../../../core/fault.ts';
import type { Engine, Write } from '../sql/engine.ts';
import { listeners } from '../sql/listeners.ts';
import type { Db, Tables } from '../sql/tables.ts';
import type { News } from '../store.ts';
import type { Connection } from './connection-of.ts';
import { NEWS_CHANNEL, newsText } from './news-connection.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { isCollision, serverFault } from './postgres-fault.ts';
import type { ConnectionPool } from './postgres-pool.ts';

/** An engine that is told, too, what other processes have done. */
export interface PostgresEngine extends Engine {
  /** Passes on what came over the connection for news, unless this engine has told it itself. */
  heard(news: News, serverProcess: number): void;
}

/** How often a transaction is done that others keep getting in the way of. */
const MOST_TRIES = 5;

/** PostgreSQL over a pool. News are told with the commit, and within this process right after it. */
export function postgresEngine(pool: ConnectionPool, connection: Connection): PostgresEngine {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const hearing = listeners();
  let isClosed = false;

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new Fault('STORE_UNAVAILABLE', `${connection.place} was closed`, { place: connection.place });
    try {
      return await work();
    } catch (thrown) {
      throw serverFault(thrown, connection);
    }
  }

  async function write<T>(work: (write: Write) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const { result, news } = await db.connection().execute((one) => transaction(one, work));
        hearing.tell(news);
        return result;
      } catch (thrown) {
        if (tries === MOST_TRIES || !isCollision(thrown)) throw thrown;
      }
    }
  }

  return {
    says: postgresDialect,
    listen: (hear) => hearing.listen(hear),
    heard(news, serverProcess) {
      if (!pool.has(serverProcess)) hearing.tell([news]);
    },
    read: (work) => guarded(() => work(db)),
    write: (work) => guarded(() => write(work)),
    async close() {
      if (isClosed) return;
      isClosed = true;
      await db.destroy();
      // Kysely ends a pool only that it has used.
      await pool.end();
    },
  };
}

async function transaction<T>(
  db: Db,
  work: (write: Write) => Promise<T>,
): Promise<{ readonly result: T; readonly news: readonly News[] }> {
  const news = new Map<string, News>();
  await run(db, 'begin isolation level read committed');
  try {
    const result = await work({ db, tell: (one) => void news.set(newsText(one), one) });
    if (news.size > 0) await notify(db, [...news.keys()]);
    await run(db, 'commit');
    return { result, news: [...news.values()] };
  } catch (thrown) {
    // Where this fails too, the connection is lost or is let go of, and the server undoes it.
    await run(db, 'rollback').catch(() => {});
    throw thrown;
  }
}

async function run(db: Db, text: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(text));
}

async function notify(db: Db, texts: readonly string[]): Promise<void> {
  const text = 'select pg_notify($1, text) from unnest($2::text[]) as text';
  await db.executeQuery(CompiledQuery.raw(text, [NEWS_CHANNEL, texts]));
}
