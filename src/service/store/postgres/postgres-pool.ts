import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { type ClientConfig, Pool, type PoolClient, TypeOverrides, types } from 'pg';
import { Fault } from '../../../core/fault.ts';
import { refuseUnwritable } from '../sql/refuse-unwritable.ts';
import type { Connection } from './connection-of.ts';
import { driverFault } from './postgres-fault.ts';

/** Bounds of what is done on PostgreSQL, in milliseconds. */
export interface PostgresTimeouts {
  /** For a connection, a free one of the pool included. Default: 5,000. */
  readonly connectMs: number;
  /** For the answer to one statement. Default: 10,000. */
  readonly statementMs: number;
  /**
   * For the next statement of a transaction, before the server ends it. A replica that is held still in the middle of one would keep
   * all others from writing. Default: 5,000.
   */
  readonly idleMs: number;
}

export const POSTGRES_TIMEOUTS: PostgresTimeouts = { connectMs: 5000, statementMs: 10_000, idleMs: 5000 };

/** Connections for kysely. A connection that has failed is never used again. */
export interface ConnectionPool extends PostgresPool {
  /** Whether a process of the server works for this pool: what it tells was done here. */
  has(serverProcess: number): boolean;
}

/** What the pool and the listening connection are set up with. */
export function clientConfig({ config }: Connection, timeouts: PostgresTimeouts): ClientConfig {
  return {
    ...config,
    // A plan that is made once for all values compares each row with each value of a long list: minutes, where it should be milliseconds.
    options: `${config.options ?? ''} -c plan_cache_mode=force_custom_plan`,
    types: numbers(),
    keepAlive: true,
    connectionTimeoutMillis: timeouts.connectMs,
    statement_timeout: timeouts.statementMs,
    idle_in_transaction_session_timeout: timeouts.idleMs,
    query_timeout: 2 * timeouts.statementMs,
  };
}

/** Ids and fences come as texts otherwise; they stay far below 2^53. */
function numbers(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, Number);
  return overrides;
}

export function connectionPool(connection: Connection, size: number, timeouts: PostgresTimeouts): ConnectionPool {
  const pool = new Pool({ ...clientConfig(connection, timeouts), max: size });
  // One that nobody uses was lost: the pool has let go of it.
  pool.on('error', () => {});
  const processes = new Set<number>();
  pool.on('connect', (client) => processes.add(serverProcessOf(client)));
  pool.on('remove', (client) => processes.delete(serverProcessOf(client)));
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  const nameOf = statementNames();
  let ended: Promise<void> | undefined;
  return {
    options: {},
    has: (serverProcess) => processes.has(serverProcess),
    end: () => (ended ??= pool.end()),
    async connect() {
      try {
        const client = await pool.connect();
        const known = wrapped.get(client) ?? pooledClient(client, connection, nameOf);
        wrapped.set(client, known);
        return known;
      } catch (thrown) {
        throw driverFault(thrown, connection);
      }
    },
  };
}

function pooledClient(
  client: PoolClient,
  connection: Connection,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  let isBroken = false;
  // Without it a connection that is lost in use would end the process; the query under way tells of it.
  client.on('error', () => {
    isBroken = true;
  });
  async function query<R>(text: unknown, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (typeof text !== 'string') throw new Error('cursors are not used');
    // A statement would wait behind the one that was given up.
    if (isBroken)
      throw new Fault('STORE_UNAVAILABLE', `${connection.place} cannot be reached: the connection was lost`);
    refuseUnwritable(parameters);
    const name = parameters.length > 0 ? nameOf(text) : undefined;
    try {
      const result = await client.query({ text, values: [...parameters], ...(name !== undefined && { name }) });
      // What the driver gives is what kysely's types say, which cannot name its class.
      return result as unknown as PostgresQueryResult<R>;
    } catch (thrown) {
      const fault = driverFault(thrown, connection);
      if (fault !== thrown) isBroken = true;
      throw fault;
    }
  }
  return {
    // Cursors are the other way of calling it.
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || isBroken),
  };
}

/** A statement with a name is prepared once a connection. */
function statementNames(): (text: string) => string | undefined {
  const most = 200;
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= most) return known;
    const name = `verdict_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
}

function serverProcessOf(client: object): number {
  // The driver has it since long, and its types do not.
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : 0;
}
