import type { Expression, SqlBool } from 'kysely';
import type { News } from '../store.ts';
import type { BulkInsert, BulkRow, BulkUpdate } from './bulk.ts';
import type { Db } from './tables.ts';

/** A database as the calls of the store use it: SQLite or PostgreSQL. What it cannot do is a Fault STORE_UNAVAILABLE or STORE_UNFIT. */
export interface Engine {
  /** Runs queries, each for itself. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Runs queries as one transaction. They are committed when this resolves, and undone when it rejects, unless the answer to the commit
   * got lost. Where another process was in the way (a deadlock, the same key at the same time), `work` is done again: it must do nothing
   * but through what it is given.
   */
  write<T>(work: (write: Write) => Promise<T>): Promise<T>;
  readonly says: Dialect;
  listen(hear: (news: News) => void): () => void;
  close(): Promise<void>;
}

/** A transaction that writes. */
export interface Write {
  readonly db: Db;
  /** Is told to all who listen, in every process, once it is committed. */
  tell(news: News): void;
}

/** What the databases say in different words. */
export interface Dialect {
  /** The moment it is by the store's clock. */
  now(): Expression<number>;
  isAmong(column: string, values: readonly string[]): Expression<SqlBool>;
  /** Behind a query: its rows are locked, in its order, until the transaction is over. Absent where there is only one writer. */
  readonly forUpdate?: Expression<unknown>;
  /** The same, leaving out rows that are locked by others. */
  readonly forUpdateSkipLocked?: Expression<unknown>;
  /**
   * Keeps everybody else from writing history until the transaction is over, so that its numbers are seen in their order.
   * Nothing that others may hold may be locked after it.
   */
  lockHistory(db: Db): Promise<void>;
  insertAll(db: Db, into: BulkInsert, rows: readonly BulkRow[]): Promise<void>;
  updateAll(db: Db, what: BulkUpdate, rows: readonly BulkRow[]): Promise<void>;
}
