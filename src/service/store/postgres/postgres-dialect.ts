import { CompiledQuery, sql } from 'kysely';
import type { BulkColumns, BulkInsert, BulkRow, BulkUpdate } from '../sql/bulk.ts';
import type { Dialect } from '../sql/engine.ts';
import type { Db } from '../sql/tables.ts';

/** The first number of our advisory locks: nobody else's, if they choose as freely. The second says what is locked. */
const LOCKS = 1_986_359_923;
/** Between texts of JSON, which have no control characters: they are long, and to be escaped for an array takes more time than all the rest. */
const BETWEEN = '\u001f';
const HISTORY_LOCK = 1;
const SCHEMA_LOCK = 2;

/** What PostgreSQL says in words of its own. Many rows are sent as one array a column, so that their number is not in the text. */
export const postgresDialect: Dialect = {
  // As a query of its own it is asked for once a statement.
  now: () => sql<number>`(select (extract(epoch from clock_timestamp()) * 1000)::double precision)`,
  isAmong: (column, values) => sql<boolean>`${sql.ref(column)} = any(${values}::text[])`,
  forUpdate: sql`for update`,
  forUpdateSkipLocked: sql`for update skip locked`,
  lockHistory: (db) => lock(db, HISTORY_LOCK),
  insertAll: (db, into, rows) => runAll(db, insertText(into), into.columns, rows),
  updateAll: (db, what, rows) => runAll(db, updateText(what), { ...what.keys, ...what.columns }, rows),
};

/** Keeps every other process from migrating this database until the transaction is over. */
export function lockSchema(db: Db): Promise<void> {
  return lock(db, SCHEMA_LOCK);
}

async function lock(db: Db, what: number): Promise<void> {
  await db.executeQuery(CompiledQuery.raw('select pg_advisory_xact_lock($1, $2)', [LOCKS, what]));
}

async function runAll(db: Db, text: string, columns: BulkColumns, rows: readonly BulkRow[]): Promise<void> {
  if (rows.length === 0) return;
  const arrays = Object.entries(columns).map(([column, type]) => {
    const values = rows.map((row) => row[column] ?? null);
    return type === 'json' ? values.join(BETWEEN) : values;
  });
  await db.executeQuery(CompiledQuery.raw(text, arrays));
}

function insertText({ table, columns, passesOver = false }: BulkInsert): string {
  const names = Object.keys(columns).join(', ');
  const conflict = passesOver ? ' ON CONFLICT DO NOTHING' : '';
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${given(columns)}${conflict}`;
}

function updateText({ table, keys, columns }: BulkUpdate): string {
  const set = Object.keys(columns).map((name) => `${name} = given.${name}`);
  const where = Object.keys(keys).map((name) => `${table}.${name} = given.${name}`);
  return `UPDATE ${table} SET ${set.join(', ')} FROM ${given({ ...keys, ...columns })} WHERE ${where.join(' AND ')}`;
}

function given(columns: BulkColumns): string {
  const arrays = Object.values(columns).map((type, index) =>
    type === 'json'
      ? `string_to_array($${index + 1}::text, chr(${BETWEEN.charCodeAt(0)}))`
      : `$${index + 1}::${type}[]`,
  );
  return `unnest(${arrays.join(', ')}) AS given (${Object.keys(columns).join(', ')})`;
}
