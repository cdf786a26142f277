import type { Verdict } from '../../analysis/explanation.ts';
import type { Instant, Millis } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';

/** The scope of cluster templates, which no namespace can be called. */
export const CLUSTER_SCOPE = '';

/** A stored AnalysisTemplate or ClusterAnalysisTemplate. */
export interface StoredTemplate {
  /** Its namespace, or `CLUSTER_SCOPE`. */
  readonly scope: string;
  readonly name: string;
  /** Upstream's object as it was sent. */
  readonly document: JsonObject;
  /** 1 when it was made, and one more at each change; its ETag. Never used again for the same name. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What a caller wanted when a run was started. Holds no secret. */
export interface RunWish {
  /** Names of the templates. */
  readonly source: readonly string[];
  /** The documents that it was made from, as written, for the evidence. */
  readonly documents: readonly Json[];
  /** Merged, arguments unresolved. */
  readonly spec: RunSpec;
  /** How long the run may take from its start, in milliseconds; absent: as long as its metrics want. */
  readonly timeoutMs?: Millis;
  readonly callback?: CallbackWish;
  /** The W3C trace that the run belongs to; its requests to backends carry it on. */
  readonly traceparent?: string;
  /** What came beside it. */
  readonly tracestate?: string;
}

/** Who is told about a run. */
export interface CallbackWish {
  /** Checked against the egress policy when it is taken and at each delivery. */
  readonly url: string;
  /** What is told; both by default. `breach`: a run without an end has failed. */
  readonly on: readonly CallbackEvent[];
}

export type CallbackEvent = 'verdict' | 'breach';

/** Where an attempt stands: what `drive` needs to go on, and what people are shown. Holds no secret. */
export interface Stand {
  /** Upstream's status; times keep their milliseconds. */
  readonly status: JsonObject;
  /** What is remembered beside the status, as `runner` writes it. */
  readonly memory: JsonObject;
  /** The verdict with its reasons, as `runner/report` writes it; null before the first step. */
  readonly explanation: JsonObject | null;
  /** Null while it goes on. */
  readonly verdict: Verdict | null;
  /** Upstream's phase; empty before the first step. */
  readonly phase: string;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
}

/** Where an attempt stands before its first step. */
export const BLANK_STAND: Stand = { status: {}, memory: {}, explanation: null, verdict: null, phase: '' };

/** A run with its newest attempt. */
export interface StoredRun {
  /** A UUID. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly wish: RunWish;
  /** 1 for the first. */
  readonly attempt: number;
  readonly stand: Stand;
  readonly createdAt: Instant;
  /** Whether somebody has asked the newest attempt for an early end. */
  readonly isTerminating: boolean;
}

/** A run of a list: without what is long. */
export type RunSummary = Omit<StoredRun, 'wish' | 'stand'> & {
  readonly source: readonly string[];
  readonly verdict: Verdict | null;
  readonly phase: string;
  /** One plain sentence; empty before the first step. */
  readonly sentence: string;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
};

/** The right to write a run's history: whoever claims it later gets a higher fence, and this one is worth nothing any more. */
export interface Hold {
  readonly id: string;
  readonly fence: number;
}

/** A run that this replica has to drive from now on. */
export interface ClaimedRun {
  readonly hold: Hold;
  readonly run: Omit<StoredRun, 'stand'>;
  /** Where it stands: a `Stand` as JSON. Thousands of runs are claimed together, and most of them wait, unread. */
  readonly stand: string;
  /** Of the attempt; absent before its first step. */
  readonly startedAt?: Instant;
  /** When there is something to be done for it, as whoever drove it last has said; 0 for one that nobody has driven. */
  readonly dueAt: Instant;
  /** The number that the next step of the attempt gets. */
  readonly nextNumber: number;
}

/** What happened in a run, in the order in which it did. */
export interface HistoryEntry {
  /** Grows with every entry of the whole store, with gaps; a reader who has seen one has seen all that are lower. Never used again. */
  readonly id: number;
  readonly namespace: string;
  readonly runId: string;
  readonly attempt: number;
  /** Of a step or end: from 0 on, without a gap, within the attempt. Absent for what callers did, which the holder of the run does not number. */
  readonly number?: number;
  readonly kind: HistoryKind;
  readonly at: Instant;
  /** For `step` as evidence holds a step; for the others what is said beside, such as who asked. */
  readonly body: JsonObject;
  /** Where the run stood after it, for whoever listens. Of entries that were written together, after the last of them. */
  readonly after: Pick<RunSummary, 'verdict' | 'phase' | 'sentence'>;
}

/** `step` comes from the engine, `ended` follows the last of an attempt; the others from callers. */
export type HistoryKind = 'created' | 'step' | 'terminating' | 'ended' | 'retried' | 'deleted';

/** Something to be told to the outside, kept until it was taken or given up. */
export interface StoredCallback {
  /** A UUID: the receiver's idempotency key, the same at every try. */
  readonly id: string;
  readonly namespace: string;
  readonly runId: string;
  readonly url: string;
  readonly event: CallbackEvent;
  /** Which attempt of the run it tells of. That is over, so that the body made of it is the same at every try. */
  readonly attempt: number;
  readonly createdAt: Instant;
  /** How often it was taken to be sent, this time included. */
  readonly tries: number;
}

/** A token as it is kept: its text only as a hash. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
  /** A namespace, or `*` for all and cluster templates. */
  readonly namespace: string;
  readonly role: 'viewer' | 'runner' | 'admin';
  readonly createdAt: Instant;
  readonly expiresAt?: Instant;
  readonly revokedAt?: Instant;
}

/** A signed-in browser. */
export interface StoredSession {
  /** SHA-256 of the cookie, in hex. */
  readonly hash: string;
  /** Who it is and what they may, as `access` writes it. */
  readonly identity: JsonObject;
  readonly csrf: string;
  readonly expiresAt: Instant;
}
