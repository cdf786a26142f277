import type { RunEvent } from '../analysis/run-event.ts';
import type { Sample } from '../analysis/sample.ts';
import type { Instant } from '../core/instant.ts';
import type { Value } from '../core/value.ts';
import type { Exchange } from '../providers/http/http.ts';
import type { RunStatus } from '../resources/run-status.ts';
import type { Resolved } from '../template/resolved.ts';

/** A sample with what was seen on the way to it. */
export interface Taken {
  readonly sample: Sample;
  /** What the conditions saw, secrets and all: encode it through `redact` before it leaves the process. Absent when there was no value. */
  readonly value?: Value;
  /** What the provider wanted said, such as that the body was no JSON. */
  readonly note?: string;
  /** What went over the wire, secrets taken out. */
  readonly exchanges: readonly Exchange[];
}

/** What is remembered of a metric's newest look beside its status, so that it can be explained. Never part of the status. */
export interface Remembered {
  /** What the conditions saw; absent when there was no value. */
  readonly value?: Value;
  readonly note?: string;
  /** The last exchange of the look, secrets taken out. */
  readonly exchange?: Exchange;
  /** No look before this moment, because the backend asked for it (`Retry-After`). */
  readonly notBefore?: Instant;
}

/** Per metric name. */
export type Memory = ReadonlyMap<string, Remembered>;

/** One step of a run, given out each time something changed. What it holds can be saved and taken up again by `drive`. */
export interface Progress {
  readonly at: Instant;
  readonly resolved: Resolved;
  readonly status: RunStatus;
  /** What was taken in at this step; empty for steps in which only time passed. */
  readonly taken: readonly Taken[];
  readonly events: readonly RunEvent[];
  readonly memory: Memory;
  /** When the run will look again; absent when it is over or waits for an answer under way. */
  readonly wakeAt?: Instant;
}
