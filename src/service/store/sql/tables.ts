import type { Generated, Kysely } from 'kysely';
import type { JsonObject } from '../../../core/json.ts';
import type { RunWish, Stand, StoredRun } from '../rows.ts';
import type { JsonText } from './json-text.ts';

/**
 * The tables, the same in every database. Moments are milliseconds since 1970, flags are 0 or 1. Columns that hold whatever users and
 * backends may say (`JsonText`, also of a single text) are JSON: it has escapes for the characters that PostgreSQL or UTF-8 cannot keep.
 */
export interface Tables {
  schema_versions: { version: number; name: string; applied_at: number };
  /** One row, written to see whether it can be. */
  write_checks: { id: number; checked_at: number };
  /** `document` is null once it was deleted: its version is remembered, so that it is never given again. */
  templates: {
    scope: string;
    name: string;
    document: JsonText<JsonObject> | null;
    version: number;
    created_at: number;
    updated_at: number;
  };
  /** What a run is. `attempt` is its newest; `verdict` and `ended_at` are that attempt's, and null while it goes on. */
  runs: {
    id: string;
    namespace: string;
    name: string;
    labels: JsonText<StoredRun['labels']>;
    source: JsonText<RunWish['source']>;
    created_at: number;
    attempt: number;
    verdict: string | null;
    ended_at: number | null;
  };
  run_wishes: { run_id: string; wish: JsonText<RunWish> };
  run_marks: { namespace: string; mark: JsonText<Mark>; created_at: number; run_id: string };
  /**
   * Where each attempt stands and who holds it. The only row that is locked and written at every step of a run; all that is written of
   * an attempt is written under its lock. `created_at` is the run's.
   */
  attempts: {
    run_id: string;
    attempt: number;
    namespace: string;
    created_at: number;
    owner: string | null;
    /** Of the claim by which the owner has it. */
    ticket: string | null;
    fence: number;
    is_terminating: number;
    next_number: number;
    verdict: string | null;
    phase: string;
    sentence: JsonText<string>;
    started_at: number | null;
    ended_at: number | null;
    stand: JsonText<Stand>;
    /** When there is something to be done for it; 0 before its first step. */
    due_at: number;
  };
  /** Where the history of an attempt begins whose first entries were dropped. */
  attempt_begins: { run_id: string; attempt: number; number: number; status: JsonText<JsonObject> };
  history: {
    id: Generated<number>;
    namespace: string;
    run_id: string;
    attempt: number;
    number: number | null;
    kind: string;
    at: number;
    body: JsonText<JsonObject>;
    verdict: string | null;
    phase: string;
    sentence: JsonText<string>;
  };
  idempotency_keys: { namespace: string; key: string; fingerprint: string; run_id: string; created_at: number };
  /** `due_at` is when it may be taken: now, after a pause, or when whoever took it has not said for too long what became of it. */
  callbacks: {
    id: string;
    namespace: string;
    run_id: string;
    attempt: number;
    url: JsonText<string>;
    event: string;
    created_at: number;
    tries: number;
    due_at: number;
    taken_by: string | null;
    done_at: number | null;
    outcome: string | null;
  };
  /** `ttl` is how long it said that it lives, in milliseconds. */
  replicas: { id: string; expires_at: number; ttl: number };
  tokens: {
    id: string;
    name: JsonText<string>;
    hash: string;
    namespace: string;
    role: string;
    created_at: number;
    expires_at: number | null;
    revoked_at: number | null;
  };
  sessions: { hash: string; identity: JsonText<JsonObject>; csrf: string; expires_at: number };
}

/** What runs are found by: a label with its value, or the name of a template. */
export type Mark = readonly ['label', string, string] | readonly ['template', string];

/** The database, or one connection of it within a transaction. */
export type Db = Kysely<Tables>;
