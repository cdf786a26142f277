/** What the service sends and takes, as far as this page reads it. `test/dashboard` holds these types to the service's own OpenAPI document. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export const VERDICTS = ['pass', 'fail', 'undecided', 'error', 'notEvaluated'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Upstream's phases; empty before the first look. */
export type Phase = '' | 'Pending' | 'Running' | 'Successful' | 'Failed' | 'Error' | 'Inconclusive';

/** A run of a list. Moments are RFC 3339. */
export interface RunSummary {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Names of the templates that it was made of. */
  readonly source: readonly string[];
  /** Null while it goes on. */
  readonly verdict: Verdict | null;
  readonly phase: Phase;
  /** How it stands, in one sentence that begins with the verdict; empty before the first step. */
  readonly sentence: string;
  readonly attempt: number;
  /** Whether somebody has asked it for an early end. */
  readonly isTerminating: boolean;
  readonly createdAt: string;
  /** Of the newest attempt, as `endedAt`. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** A run with its newest attempt. */
export interface Run extends RunSummary {
  readonly args: readonly Argument[];
  /** As it was given: a duration. */
  readonly timeout?: string;
  /** The spec as merged from the templates, arguments not filled in. */
  readonly spec: RunSpec;
  readonly status: RunStatus;
  /** Null before the first step. */
  readonly explanation: Explanation | null;
}

export interface Argument {
  readonly name: string;
  /** Secrets are masked. */
  readonly value: string;
}

/** Upstream's AnalysisRun spec, as far as it is shown. */
export interface RunSpec {
  readonly metrics?: readonly MetricSpec[];
}

export interface MetricSpec {
  readonly name: string;
  readonly interval?: string;
  readonly count?: number | string;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  /** One key, which names the provider. */
  readonly provider?: JsonObject;
}

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; absent on the last. */
  readonly cursor?: string;
}

/** Body of a refusal: an RFC 9457 problem. */
export interface ProblemBody {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly retryable: boolean;
  readonly problems?: readonly ProblemItem[];
}

/** One thing that is wrong, with its place. */
export interface ProblemItem {
  /** `template`: in the stored template that the request names. */
  readonly in: 'body' | 'query' | 'path' | 'header' | 'template';
  /** In the body or template a JSON pointer, empty for all of it; elsewhere the name of the parameter. */
  readonly pointer: string;
  readonly detail: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly found?: string;
  readonly expected?: string;
  readonly line?: number;
  readonly column?: number;
  /** The line of a condition with a caret under the place. */
  readonly excerpt?: string;
}

export interface TemplateSummary {
  readonly name: string;
  /** Absent for one of the whole service. */
  readonly namespace?: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Validation {
  readonly isValid: boolean;
  readonly problems: readonly ProblemItem[];
}

/** What happened to a run, as the streams tell it. */
export interface RunEvent {
  /** Grows. */
  readonly id: number;
  readonly at: string;
  readonly namespace: string;
  /** The run's id. */
  readonly run: string;
  readonly attempt: number;
  /** Counts within the attempt; what is told of no attempt has none. */
  readonly number?: number;
  readonly kind: 'created' | 'started' | 'measured' | 'terminating' | 'ended' | 'retried' | 'deleted';
  /** What was measured; only with `measured`, and none where only time has changed something. */
  readonly looks?: readonly EventLook[];
  /** Of the run after it. */
  readonly verdict: Verdict | null;
  readonly phase: Phase;
  readonly sentence: string;
}

export interface EventLook {
  readonly metric: string;
  readonly phase: Phase;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly value?: string;
  readonly message?: string;
}

/** Upstream's AnalysisRun status. */
export interface RunStatus {
  readonly phase?: Phase;
  readonly message?: string;
  readonly metricResults?: readonly MetricResult[];
  readonly startedAt?: string;
  readonly completedAt?: string;
}

/** Counts that are 0 are left out. */
export interface MetricResult {
  readonly name: string;
  readonly phase?: Phase;
  readonly message?: string;
  /** The newest; upstream keeps ten of each metric unless told otherwise. */
  readonly measurements?: readonly Measurement[];
  readonly count?: number;
  readonly successful?: number;
  readonly failed?: number;
  readonly inconclusive?: number;
  readonly error?: number;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Measurement {
  readonly phase?: Phase;
  readonly message?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly value?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Explanation {
  readonly verdict: Verdict;
  readonly phase: Phase;
  readonly sentence: string;
  readonly message?: string;
  readonly metrics: readonly MetricExplanation[];
}

export interface MetricExplanation {
  readonly name: string;
  readonly phase?: Phase;
  readonly dryRun: boolean;
  readonly sentence: string;
  readonly deciding?: DecidingMeasurement;
  readonly limits: readonly LimitCheck[];
}

export interface DecidingMeasurement {
  readonly phase: Phase;
  readonly value?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly conditions: readonly Condition[];
  readonly source?: AnswerSource;
  readonly note?: string;
}

export interface Condition {
  readonly which: 'successCondition' | 'failureCondition';
  readonly text: string;
  readonly outcome: string;
  readonly explained?: Explained;
}

/** A part of a condition with the value it had; without one it was never reached or failed. */
export interface Explained {
  readonly text: string;
  readonly value?: string;
  readonly error?: string;
  readonly parts?: readonly Explained[];
}

export interface AnswerSource {
  readonly address: string;
  readonly status?: number;
  readonly body?: string;
  readonly error?: string;
}

export interface LimitCheck {
  readonly limit: 'failureLimit' | 'inconclusiveLimit' | 'consecutiveErrorLimit' | 'consecutiveSuccessLimit' | 'count';
  readonly had: number;
  readonly allowed: number | 'off' | 'endless';
  readonly isHit: boolean;
}
