import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';
import { refuseUnwritable } from '../sql/refuse-unwritable.ts';

/** A statement that was prepared once. */
export interface Statement {
  /** Whether it gives rows. */
  readonly reader: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
}

/** A database as kysely wants it, which is that of better-sqlite3. */
export interface Statements extends SqliteDatabase {
  prepare(text: string): Statement;
}

/** Above so many, all are prepared anew: there are far fewer texts, since what is given never stands in one. */
const MOST = 500;

/** Prepares each text once: that takes longer than most queries do. */
export function statementsOf(database: DatabaseSync): Statements {
  const prepared = new Map<string, Statement>();
  return {
    prepare(text) {
      const there = prepared.get(text);
      if (there !== undefined) return there;
      if (prepared.size >= MOST) prepared.clear();
      const made = statementOf(database.prepare(text));
      prepared.set(text, made);
      return made;
    },
    close: () => database.close(),
  };
}

function statementOf(statement: StatementSync): Statement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...checked(parameters)),
    run: (parameters) => statement.run(...checked(parameters)),
    iterate: (parameters) => statement.iterate(...checked(parameters)),
  };
}

function checked(parameters: readonly unknown[]): readonly SQLInputValue[] {
  refuseUnwritable(parameters);
  // Only what the tables have: texts, numbers and null. Anything else is refused by the driver itself.
  return parameters as readonly SQLInputValue[];
}
