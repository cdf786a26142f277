import type { Tables } from './tables.ts';

/** How a column is sent to a database that wants to know before. `json`: a `JsonText`, in which no control character is. */
export type ColumnType = 'text' | 'json' | 'integer' | 'bigint' | 'double precision';

/** Columns by name, in the order in which they are sent. */
export type BulkColumns = Readonly<Record<string, ColumnType>>;

export type BulkValue = string | number | null;

/** A value for each column; others are left alone. */
export type BulkRow = Readonly<Record<string, BulkValue>>;

/** Rows to be added, any number of them by one prepared statement. */
export interface BulkInsert {
  readonly table: keyof Tables;
  readonly columns: BulkColumns;
  /** Whether rows that are there already are passed over; otherwise they undo the transaction. */
  readonly passesOver?: boolean;
}

/** Rows to be changed, found by their keys. */
export interface BulkUpdate {
  readonly table: keyof Tables;
  readonly keys: BulkColumns;
  readonly columns: BulkColumns;
}
