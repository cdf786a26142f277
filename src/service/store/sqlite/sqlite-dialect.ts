import { sql } from 'kysely';
import type { Clock } from '../../../core/clock.ts';
import type { BulkInsert, BulkRow, BulkUpdate } from '../sql/bulk.ts';
import type { Dialect } from '../sql/engine.ts';
import { refuseUnwritable } from '../sql/refuse-unwritable.ts';
import type { Statements } from './statements.ts';

/** What SQLite says in words of its own. It has one writer at a time, so nothing is locked by rows, and history is in order by itself. */
export function sqliteDialect(statements: Statements, clock: Clock): Dialect {
  return {
    now: () => sql<number>`${clock.now()}`,
    isAmong(column, values) {
      refuseUnwritable(values);
      return sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
    },
    lockHistory: () => Promise.resolve(),
    insertAll(_db, into, rows) {
      runAll(statements, insertText(into), Object.keys(into.columns), rows);
      return Promise.resolve();
    },
    updateAll(_db, what, rows) {
      runAll(statements, updateText(what), [...Object.keys(what.columns), ...Object.keys(what.keys)], rows);
      return Promise.resolve();
    },
  };
}

/** There is one connection, and the transaction is open on it: a statement that is run a row at a time costs nothing on the way. */
function runAll(statements: Statements, text: string, columns: readonly string[], rows: readonly BulkRow[]): void {
  if (rows.length === 0) return;
  const statement = statements.prepare(text);
  for (const row of rows) statement.run(columns.map((column) => row[column] ?? null));
}

function insertText({ table, columns, passesOver = false }: BulkInsert): string {
  const names = Object.keys(columns);
  const conflict = passesOver ? ' ON CONFLICT DO NOTHING' : '';
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})${conflict}`;
}

function updateText({ table, keys, columns }: BulkUpdate): string {
  const named = (names: object, between: string): string =>
    Object.keys(names)
      .map((name) => `${name} = ?`)
      .join(between);
  return `UPDATE ${table} SET ${named(columns, ', ')} WHERE ${named(keys, ' AND ')}`;
}
