import type { Instant, Millis } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type {
  ClaimedRun,
  HistoryEntry,
  HistoryKind,
  Hold,
  RunSummary,
  Stand,
  StoredCallback,
  StoredRun,
  StoredSession,
  StoredTemplate,
  StoredToken,
} from './rows.ts';

/**
 * All that the service keeps. Two of them, held to one contract: SQLite in a folder for one process, PostgreSQL for many.
 * Every call is one transaction. What cannot be done for now (gone, read-only, out of connections, disk full) is a
 * Fault STORE_UNAVAILABLE, and then nothing of the call has happened, or it was carried out and its answer got lost: each call can be repeated.
 */
export interface Store {
  readonly templates: TemplateStore;
  readonly runs: RunStore;
  readonly replicas: ReplicaStore;
  readonly history: HistoryStore;
  readonly callbacks: CallbackStore;
  readonly access: AccessStore;
  /** @throws Fault STORE_UNAVAILABLE unless it can be read and written */
  check(): Promise<void>;
  /** Hears of what other processes and this one have done, soon after; what was missed while a connection was lost is told as one `all`. */
  listen(hear: (news: News) => void): () => void;
  close(): Promise<void>;
}

/**
 * `runs`: there may be something to claim; `history`: there are new entries; `callbacks`: there is one to send. `all`: look everywhere.
 * `run`: that run was asked for an early end, has ended, has a new attempt or was deleted. Only hints: what is told may have been done by the hearer.
 */
export type News =
  | { readonly kind: 'runs' | 'history' | 'callbacks' | 'all' }
  | { readonly kind: 'run'; readonly id: string };

/** What is expected to be there before a write. */
export type Expected =
  | { readonly kind: 'any' }
  | { readonly kind: 'none' }
  | { readonly kind: 'version'; readonly version: number };

export type Put =
  | { readonly kind: 'stored'; readonly template: StoredTemplate; readonly isNew: boolean }
  /** `version` of what is there; absent when nothing is. */
  | { readonly kind: 'conflict'; readonly version?: number };

export interface TemplateStore {
  put(template: { scope: string; name: string; document: JsonObject }, expected: Expected, now: Instant): Promise<Put>;
  get(scope: string, name: string): Promise<StoredTemplate | undefined>;
  /** In the order of their names, those behind `after`. */
  list(scope: string, page: { after?: string; limit: number }): Promise<readonly StoredTemplate[]>;
  /** All of a scope that have one of the names. */
  getAll(scope: string, names: readonly string[]): Promise<readonly StoredTemplate[]>;
  delete(
    scope: string,
    name: string,
    expected: Expected,
  ): Promise<{ kind: 'deleted' | 'missing' } | { kind: 'conflict'; version: number }>;
}

/** A run to be made. */
export interface NewRun {
  /** Its first attempt, which goes on. Its id has never been used, save by this very call when it is repeated. */
  readonly run: StoredRun;
  /** What its `created` entry says, such as who asked. */
  readonly body: JsonObject;
  /** As the caller gave it, with a hash of what it was asked for. Kept for at least 24 hours. */
  readonly idempotency?: Idempotency;
}

/** A caller's key, and a hash of what it was used for. */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
}

export type Created =
  /** As it was asked for; not given back, since it can be large. */
  { readonly kind: 'created'; readonly hold: Hold } | UsedBefore;

/** What a key has led to before. */
export type UsedBefore =
  /** The key was used for the very same before. */
  | { readonly kind: 'exists'; readonly run: StoredRun }
  /** The key was used for something else. */
  | { readonly kind: 'mismatch' }
  /** The key was used for the very same, and the run was deleted since. Whoever repeats a lost call must not start a second run by it. */
  | { readonly kind: 'gone' };

/** What a replica writes of one run: all of it or nothing. A stand with a verdict ends the attempt, and with it the hold. */
export interface RunWrite {
  readonly hold: Hold;
  readonly attempt: number;
  readonly stand: Stand;
  /** When there is something to be done for the run again: what others claim by, should this replica die. */
  readonly dueAt: Instant;
  /** New entries of the history: `step` and `ended`. Their numbers follow those of the last that were written, from 0 or `ClaimedRun.nextNumber` on. */
  readonly entries: readonly {
    readonly number: number;
    readonly kind: HistoryKind;
    readonly at: Instant;
    readonly body: JsonObject;
  }[];
  /** To be sent because of it, at once. */
  readonly callbacks: readonly Omit<StoredCallback, 'tries'>[];
}

export interface RunFilter {
  readonly verdicts?: readonly (string | null)[];
  /** All of them must be there. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly template?: string;
}

export interface RunStore {
  /**
   * Makes runs, each held by `replica` at once. Many starts become one transaction; one result a run, in their order.
   * Said again (after an answer was lost) for runs of the same ids: `created` with the same hold.
   */
  create(runs: readonly NewRun[], replica: string, now: Instant): Promise<readonly Created[]>;
  /** What `create` would say of a key; undefined for one that was never used. */
  usedBefore(namespace: string, idempotency: Idempotency): Promise<UsedBefore | undefined>;
  /**
   * Takes over runs that go on and that no living replica holds: first those that are due first, and of these the oldest. Whoever claims
   * lives: what it holds stays as it is.
   *
   * @param ticket  a UUID of this very claim: said again, after its answer was lost, the same runs with the same holds come back
   *   (those that are still held so). Without it they would be held by a replica that does not know.
   */
  claim(replica: string, limit: number, ticket: string): Promise<readonly ClaimedRun[]>;
  /**
   * Writes steps of many runs in one transaction. A hold that is not worth anything any more writes nothing, and the others are not touched by it.
   * Written again (after an answer was lost), entries and callbacks that are there already are left alone, also when the run has ended by them.
   *
   * @throws Error for a number that leaves a gap: the caller has lost an entry
   * @returns the ids of the runs whose hold was lost
   */
  record(writes: readonly RunWrite[]): Promise<ReadonlySet<string>>;
  /** Which holds are worth nothing any more. @returns the ids of their runs */
  lost(holds: readonly Hold[]): Promise<ReadonlySet<string>>;
  get(namespace: string, id: string): Promise<StoredRun | undefined>;
  /**
   * Newest first; `cursor` is that of the page before, absent after the last one.
   *
   * @throws Fault REQUEST_INVALID for a cursor that is none, or another namespace's
   */
  list(
    namespace: string,
    filter: RunFilter,
    page: { cursor?: string; limit: number },
  ): Promise<{ runs: readonly RunSummary[]; cursor?: string }>;
  /** Namespaces in which something is, in the order of their names. */
  namespaces(): Promise<readonly string[]>;
  /** Asks a run that goes on for an early end; asked again it changes nothing. @returns the run; undefined when it is not there */
  terminate(namespace: string, id: string, body: JsonObject, now: Instant): Promise<StoredRun | undefined>;
  /** Begins a new attempt of a run that has ended, unheld, where `BLANK_STAND` says; the old one's history stays. */
  retry(
    namespace: string,
    id: string,
    body: JsonObject,
    now: Instant,
  ): Promise<{ kind: 'retried'; run: StoredRun } | { kind: 'running' } | undefined>;
  /** Deletes a run with its history; only an entry `deleted` tells of it, for at least 24 hours. One that goes on is not deleted. */
  delete(namespace: string, id: string, body: JsonObject, now: Instant): Promise<'deleted' | 'running' | 'missing'>;
  /** Which of the ids have been asked for an early end. */
  terminating(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Deletes runs of a namespace that ended before `before`, and those beyond the `keep` that ended last; at most `limit`, the oldest first.
   * With them goes what is kept for a while only: idempotency keys and entries `deleted`. Says nothing in the history.
   *
   * @returns how many runs
   */
  prune(retention: { namespace: string; before?: Instant; keep?: number }, limit: number): Promise<number>;
  /** How many go on, in all and unheld; for metrics. */
  count(): Promise<{ live: number; unheld: number }>;
}

/** Replicas say that they live; what is held by one that does not may be claimed by others. The store's clock decides, not theirs. */
export interface ReplicaStore {
  /** Says that `replica` lives for `ttl` from now. @returns false when it had been taken for dead: what it held may be others' now. True for the first. */
  beat(replica: string, ttl: Millis): Promise<boolean>;
  /** Gives back all that `replica` holds, callbacks too, and tells the others. Its holds are worth nothing any more. */
  leave(replica: string): Promise<void>;
}

export interface HistoryStore {
  /** Entries after `after`, in their order. */
  since(after: number, filter: { namespace?: string; runId?: string }, limit: number): Promise<readonly HistoryEntry[]>;
  /** The id of the newest entry; 0 when there is none. */
  newest(): Promise<number>;
  /** The steps of one attempt and its end, from the number `from` on, in their order. */
  ofAttempt(runId: string, attempt: number, from: number, limit: number): Promise<readonly HistoryEntry[]>;
  /** Where an attempt that is over stood at its end; undefined for one that is not there or goes on. */
  endOf(runId: string, attempt: number): Promise<Stand | undefined>;
  /**
   * Where the history of an attempt begins: entries before `number` were dropped, and `status` is where it stood then.
   * A run without an end keeps only its newest entries. Undefined when nothing was dropped.
   */
  beginOf(
    runId: string,
    attempt: number,
  ): Promise<{ readonly number: number; readonly status: JsonObject } | undefined>;
  /** Drops the entries of a run that goes on before `number`; nothing when the hold was lost, or as much was dropped before. */
  trim(hold: Hold, attempt: number, begin: { readonly number: number; readonly status: JsonObject }): Promise<void>;
}

export interface CallbackStore {
  /** Takes callbacks that are due, those first that are so the longest, so that nobody else sends them for `leaseFor`. */
  take(replica: string, leaseFor: Millis, limit: number): Promise<readonly StoredCallback[]>;
  /** It was taken by the receiver, or is given up. */
  done(id: string, outcome: 'delivered' | 'givenUp', now: Instant): Promise<void>;
  /** It is to be tried again after `pause`. */
  again(id: string, pause: Millis): Promise<void>;
}

export interface AccessStore {
  createToken(token: StoredToken): Promise<void>;
  tokenByHash(hash: string): Promise<StoredToken | undefined>;
  listTokens(): Promise<readonly StoredToken[]>;
  /** @returns false when there is none of that id */
  revokeToken(id: string, now: Instant): Promise<boolean>;
  createSession(session: StoredSession): Promise<void>;
  session(hash: string): Promise<StoredSession | undefined>;
  deleteSession(hash: string): Promise<void>;
  /** Deletes sessions that are over. */
  pruneSessions(now: Instant): Promise<void>;
}
