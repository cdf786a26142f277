import type { RunEvent } from '../analysis/run-event.ts';
import type { Sample } from '../analysis/sample.ts';
import type { Instant } from '../core/instant.ts';
import type { Value } from '../core/value.ts';
import type { Exchange } from '../providers/http/http.ts';
import type { AnalysisSpec } from '../resources/analysis-spec.ts';
import type { RunStatus } from '../resources/run-status.ts';

/** A sample with what was seen on the way to it. */
export interface Taken {
  readonly sample: Sample;
  /** What went over the wire, secrets taken out. */
  readonly exchanges: readonly Exchange[];
}

/** What is remembered of a metric's newest answer beside its status, so that it can be explained. Never part of the status. */
export interface Remembered {
  /** What the conditions saw; absent when there was no value. */
  readonly value?: Value;
  readonly note?: string;
  /** The last exchange of the look. */
  readonly exchange?: Exchange;
  /** No look before this moment, because the backend asked for it (`Retry-After`). */
  readonly notBefore?: Instant;
}

/** One step of a run, given out each time something changed. */
export interface Progress {
  readonly at: Instant;
  readonly spec: AnalysisSpec;
  readonly status: RunStatus;
  /** What was taken in at this step; empty for the first step and for steps that only waited. */
  readonly taken: readonly Taken[];
  readonly events: readonly RunEvent[];
  /** Per metric name. */
  readonly remembered: ReadonlyMap<string, Remembered>;
  /** When the run will look again; absent when it is over or waits for an answer under way. */
  readonly wakeAt?: Instant;
}
