import type { Migration, SqlDialect } from './migration.ts';

const ADD = {
  sqlite: 'real NOT NULL DEFAULT 0',
  postgres: 'double precision NOT NULL DEFAULT 0',
} as const satisfies Readonly<Record<SqlDialect, string>>;

/** When there is something to be done for a run, so that those which wait are taken over after those which must not. */
export const DUE_RUNS: Migration = {
  version: 2,
  name: 'when runs are due',
  statements: (dialect) => [
    `ALTER TABLE attempts ADD COLUMN due_at ${ADD[dialect]}`,
    // PostgreSQL writes an attempt beside its last version as long as no index knows what changes, and sorts some ten thousand in a moment.
    ...(dialect === 'sqlite' ? IN_ORDER : []),
  ],
};

/** SQLite would read the whole of each attempt, which is long. The last column is always null in it, for those who count. */
const IN_ORDER = [
  'CREATE INDEX attempts_due ON attempts (owner, due_at, created_at, run_id, ended_at) WHERE ended_at IS NULL',
  'DROP INDEX attempts_held',
];
