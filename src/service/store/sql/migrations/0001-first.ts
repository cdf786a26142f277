import type { Migration, SqlDialect } from './migration.ts';

/** What the databases call the same. */
interface Words {
  /** A name that is sorted by its bytes, whatever the database's language. */
  readonly name: string;
  readonly moment: string;
  readonly big: string;
  /** A number that grows with every row and is never given again. */
  readonly serial: string;
  /** Behind a table: types are strict. */
  readonly strict: string;
  /** Behind a table that is its own index. */
  readonly clustered: string;
  /** Behind a table whose rows change all the time: room for their next versions beside them. */
  readonly roomy: string;
  /** Has a column of long texts compressed by what takes the least time, where there is a choice. */
  readonly compress: (table: string, column: string) => readonly string[];
}

const WORDS: Readonly<Record<SqlDialect, Words>> = {
  sqlite: {
    name: 'text',
    moment: 'real',
    big: 'integer',
    serial: 'integer PRIMARY KEY AUTOINCREMENT',
    strict: ' STRICT',
    clustered: ' STRICT, WITHOUT ROWID',
    roomy: ' STRICT',
    compress: () => [],
  },
  postgres: {
    name: 'text COLLATE "C"',
    moment: 'double precision',
    big: 'bigint',
    serial: 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
    strict: '',
    clustered: '',
    roomy: ' WITH (fillfactor = 70)',
    // From 14 on, where the server was built with it: a third less of its time for each step of a run than with its own compression.
    compress: (table, column) => [
      `DO $$ BEGIN
        EXECUTE 'ALTER TABLE ${table} ALTER COLUMN ${column} SET COMPRESSION lz4';
      EXCEPTION WHEN syntax_error OR feature_not_supported OR invalid_parameter_value THEN NULL;
      END $$`,
    ],
  },
};

/** Templates, runs with their attempts and history, callbacks, replicas, tokens and sessions. */
export const FIRST: Migration = {
  version: 1,
  name: 'templates, runs, history, callbacks, replicas, tokens and sessions',
  statements: (dialect) => {
    const words = WORDS[dialect];
    return [...templates(words), ...runs(words), ...attempts(words), ...history(words), ...others(words)];
  },
};

function templates({ name, moment, big, strict }: Words): readonly string[] {
  return [
    `CREATE TABLE templates (
      scope ${name} NOT NULL, name ${name} NOT NULL, document text, version ${big} NOT NULL,
      created_at ${moment} NOT NULL, updated_at ${moment} NOT NULL, PRIMARY KEY (scope, name)
    )${strict}`,
  ];
}

function runs({ name, moment, strict, clustered, compress }: Words): readonly string[] {
  return [
    `CREATE TABLE runs (
      id ${name} NOT NULL PRIMARY KEY, namespace ${name} NOT NULL, name text NOT NULL, labels text NOT NULL, source text NOT NULL,
      created_at ${moment} NOT NULL, attempt integer NOT NULL, verdict ${name}, ended_at ${moment}
    )${strict}`,
    'CREATE INDEX runs_newest ON runs (namespace, created_at, id)',
    'CREATE INDEX runs_by_verdict ON runs (namespace, verdict, created_at, id)',
    'CREATE INDEX runs_ended ON runs (namespace, ended_at, id) WHERE ended_at IS NOT NULL',
    `CREATE TABLE run_wishes (
      run_id ${name} NOT NULL PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE, wish text NOT NULL
    )${strict}`,
    ...compress('run_wishes', 'wish'),
    `CREATE TABLE run_marks (
      namespace ${name} NOT NULL, mark ${name} NOT NULL, created_at ${moment} NOT NULL,
      run_id ${name} NOT NULL REFERENCES runs (id) ON DELETE CASCADE, PRIMARY KEY (namespace, mark, created_at, run_id)
    )${clustered}`,
    'CREATE INDEX run_marks_of_run ON run_marks (run_id)',
    `CREATE TABLE idempotency_keys (
      namespace ${name} NOT NULL, key ${name} NOT NULL, fingerprint text NOT NULL, run_id ${name} NOT NULL,
      created_at ${moment} NOT NULL, PRIMARY KEY (namespace, key)
    )${clustered}`,
    'CREATE INDEX idempotency_keys_oldest ON idempotency_keys (namespace, created_at)',
  ];
}

function attempts({ name, moment, big, strict, roomy, compress }: Words): readonly string[] {
  return [
    `CREATE TABLE attempts (
      run_id ${name} NOT NULL REFERENCES runs (id) ON DELETE CASCADE, attempt integer NOT NULL, namespace ${name} NOT NULL,
      created_at ${moment} NOT NULL, owner ${name}, ticket ${name}, fence ${big} NOT NULL, is_terminating integer NOT NULL, next_number integer NOT NULL,
      verdict ${name}, phase text NOT NULL, sentence text NOT NULL, started_at ${moment}, ended_at ${moment}, stand text NOT NULL,
      PRIMARY KEY (run_id, attempt)
    )${roomy}`,
    ...compress('attempts', 'stand'),
    // The last column is always null in it, and there so that those who count need not look at the rows.
    'CREATE INDEX attempts_held ON attempts (owner, created_at, run_id, ended_at) WHERE ended_at IS NULL',
    'CREATE INDEX attempts_claimed ON attempts (ticket) WHERE ended_at IS NULL AND ticket IS NOT NULL',
    'CREATE INDEX attempts_to_stop ON attempts (run_id) WHERE ended_at IS NULL AND is_terminating = 1',
    `CREATE TABLE attempt_begins (
      run_id ${name} NOT NULL REFERENCES runs (id) ON DELETE CASCADE, attempt integer NOT NULL, number integer NOT NULL, status text NOT NULL,
      PRIMARY KEY (run_id, attempt)
    )${strict}`,
  ];
}

function history({ name, moment, serial, strict, compress }: Words): readonly string[] {
  return [
    `CREATE TABLE history (
      id ${serial}, namespace ${name} NOT NULL, run_id ${name} NOT NULL, attempt integer NOT NULL, number integer,
      kind ${name} NOT NULL, at ${moment} NOT NULL, body text NOT NULL, verdict ${name}, phase text NOT NULL, sentence text NOT NULL
    )${strict}`,
    ...compress('history', 'body'),
    'CREATE INDEX history_of_namespace ON history (namespace, id)',
    // No step is ever there twice, whatever the code above it does.
    'CREATE UNIQUE INDEX history_of_attempt ON history (run_id, attempt, number)',
    `CREATE INDEX history_deleted ON history (namespace, at) WHERE kind = 'deleted'`,
  ];
}

function others({ name, moment, strict }: Words): readonly string[] {
  return [
    `CREATE TABLE callbacks (
      id ${name} NOT NULL PRIMARY KEY, namespace ${name} NOT NULL, run_id ${name} NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      attempt integer NOT NULL, url text NOT NULL, event text NOT NULL, created_at ${moment} NOT NULL, tries integer NOT NULL,
      due_at ${moment} NOT NULL, taken_by ${name}, done_at ${moment}, outcome text
    )${strict}`,
    'CREATE INDEX callbacks_due ON callbacks (due_at, created_at, id) WHERE done_at IS NULL',
    'CREATE INDEX callbacks_of_run ON callbacks (run_id)',
    `CREATE TABLE replicas (id ${name} NOT NULL PRIMARY KEY, expires_at ${moment} NOT NULL, ttl ${moment} NOT NULL)${strict}`,
    `CREATE TABLE tokens (
      id ${name} NOT NULL PRIMARY KEY, name text NOT NULL, hash ${name} NOT NULL UNIQUE, namespace ${name} NOT NULL, role text NOT NULL,
      created_at ${moment} NOT NULL, expires_at ${moment}, revoked_at ${moment}
    )${strict}`,
    `CREATE TABLE sessions (
      hash ${name} NOT NULL PRIMARY KEY, identity text NOT NULL, csrf text NOT NULL, expires_at ${moment} NOT NULL
    )${strict}`,
    `CREATE TABLE write_checks (id integer NOT NULL PRIMARY KEY, checked_at ${moment} NOT NULL)${strict}`,
  ];
}
