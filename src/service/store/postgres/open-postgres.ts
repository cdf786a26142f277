import type { Clock } from '../../../core/clock.ts';
import { migrate } from '../sql/migrations/migrate.ts';
import { sqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { connectionOf } from './connection-of.ts';
import { openNewsConnection } from './news-connection.ts';
import { lockSchema } from './postgres-dialect.ts';
import { postgresEngine } from './postgres-engine.ts';
import { connectionPool, POSTGRES_TIMEOUTS, type PostgresTimeouts } from './postgres-pool.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`; see `connectionOf`. */
  readonly url: string;
  /** For pauses only; leases go by the database's own. */
  readonly clock: Clock;
  /** How many connections there may be, besides the one for news. Default: 10. */
  readonly poolSize?: number;
  readonly timeouts?: Partial<PostgresTimeouts>;
}

const POOL_SIZE = 10;

/**
 * Opens the store of many processes: PostgreSQL, whose current schema (`search_path`) is the store's.
 *
 * @throws Fault USAGE_INVALID for a URL that is none; STORE_UNAVAILABLE when it cannot be reached or written now; STORE_UNFIT for a schema
 *   of a newer version, or tables of another program: they are left as they are
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { url, clock, poolSize = POOL_SIZE } = options;
  const timeouts = { ...POSTGRES_TIMEOUTS, ...options.timeouts };
  const connection = connectionOf(url);
  const engine = postgresEngine(connectionPool(connection, poolSize, timeouts), connection);
  try {
    await engine.write(async ({ db }) => {
      await lockSchema(db);
      await migrate({ db, dialect: 'postgres', place: connection.place }, clock.now());
    });
  } catch (thrown) {
    await engine.close();
    throw thrown;
  }
  const endNews = openNewsConnection({
    connection,
    timeouts,
    clock,
    hear: (news, teller) => engine.heard(news, teller),
  });
  return sqlStore({
    ...engine,
    async close() {
      endNews();
      await engine.close();
    },
  });
}
