import type { Instant } from '../core/instant.ts';
import type { Metadata, Reading } from '../core/reading.ts';

/** What a look can be about: a first call, a second look at one that is in flight, or an early end of one that is in flight. */
export type Look = 'start' | 'resume' | 'terminate';

/** What is to be done for one metric now. */
export type Due = { readonly kind: Look; readonly metric: string } | Collect;

/** Let the provider clean up what measurements left that are about to be forgotten, keeping the newest `keep`. */
export interface Collect {
  readonly kind: 'collect';
  readonly metric: string;
  readonly keep: number;
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

/** A reading, or the failure to get one. */
export type Answer =
  | Reading
  | {
      readonly kind: 'failure';
      /** Upstream's text, secrets taken out. */
      readonly message: string;
      /** The provider could not even be built, so nothing was asked. */
      readonly unbuilt?: true;
      readonly metadata?: Metadata;
    };

export interface Collected {
  readonly kind: 'collected';
  readonly metric: string;
  readonly keep: number;
  /** `done`: trim. `unbuilt`: this metric stays untrimmed. `failed`: this and all later metrics stay untrimmed. */
  readonly outcome: 'done' | 'unbuilt' | 'failed';
}
