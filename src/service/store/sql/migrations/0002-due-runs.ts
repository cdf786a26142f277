import type { Migration, SqlDialect } from './migration.ts';

const MOMENT: Readonly<Record<SqlDialect, string>> = { sqlite: 'real', postgres: 'double precision' };

/** When there is something to be done for a run, so that those which wait are taken over after those which must not. */
export const DUE_RUNS: Migration = {
  version: 2,
  name: 'when runs are due',
  statements: (dialect) => [
    `ALTER TABLE attempts ADD COLUMN due_at ${MOMENT[dialect]} NOT NULL DEFAULT 0`,
    ...(dialect === 'sqlite' ? [FREE_IN_ORDER] : []),
  ],
};

/**
 * Which of those that nobody holds come first: SQLite would read all of them to know, and they are long. What is held, and written all the
 * time, is not in it. PostgreSQL sorts ten thousand in a moment, and writes an attempt beside its last version as long as no index, even
 * one that it is not in, knows the column. The owner is always null in it, and there so that SQLite takes it before `attempts_held`.
 */
const FREE_IN_ORDER =
  'CREATE INDEX attempts_free ON attempts (owner, due_at, created_at, run_id) WHERE ended_at IS NULL AND owner IS NULL';
