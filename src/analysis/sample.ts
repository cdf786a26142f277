import type { Instant } from '../core/instant.ts';
import type { Metadata } from '../core/reading.ts';
import type { CompletedPhase } from '../resources/run-status.ts';

/** What a look can be about: a first call, a second look at one that is in flight, or an early end of one that is in flight. */
export type Look = 'start' | 'resume' | 'terminate';

/** What is to be done for one metric now. */
export type Due = LookDue | CollectDue;

export interface LookDue {
  readonly kind: Look;
  readonly metric: string;
}

/** Let the provider clean up what measurements left that are about to be forgotten, keeping the newest `keep`. */
export interface CollectDue {
  readonly kind: 'collect';
  readonly metric: string;
  readonly keep: number;
}

/** Whether it is a look, and not a clean-up. */
export function isLook(due: Due): due is LookDue {
  return due.kind !== 'collect';
}

/** What came of one due: the answer of a look, or the outcome of cleaning up. */
export type Sample = Measured | Collected;

export interface Measured {
  readonly kind: 'measured';
  readonly metric: string;
  readonly look: Look;
  /** Start of this look. */
  readonly startedAt: Instant;
  /** When the answer was there. */
  readonly finishedAt: Instant;
  readonly answer: Answer;
  /** What the metric as a whole keeps; used only when this sample is the metric's first. */
  readonly metricMetadata?: Metadata;
}

/** What a look came to, conditions judged and secrets taken out: the end of a measurement, or that it goes on. */
export type Answer = Ended | Pending;

export interface Ended {
  readonly kind: 'ended';
  readonly phase: CompletedPhase;
  /** As the status shows it. */
  readonly value?: string;
  readonly message?: string;
  readonly metadata?: Metadata;
}

export interface Pending {
  readonly kind: 'pending';
  readonly phase: 'Running' | 'Pending' | '';
  /** When to look again; absent where only an outside event tells. */
  readonly resumeAt?: Instant;
  readonly message?: string;
  readonly metadata?: Metadata;
}

export interface Collected {
  readonly kind: 'collected';
  readonly metric: string;
  readonly keep: number;
  /** `done`: trim. `unbuilt`: this metric stays untrimmed. `failed`: this and all later metrics stay untrimmed. */
  readonly outcome: 'done' | 'unbuilt' | 'failed';
}
