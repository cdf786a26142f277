import type { JsonObject } from '../../../../src/core/json.ts';

/** A line of sync.jsonl: one whole sync. */
export interface SyncLine {
  readonly test: string;
  readonly index: number;
  readonly controller: 'rollout' | 'experiment';
  /** `namespace/name`. */
  readonly key: string;
  readonly now: string;
  readonly resyncPeriodSeconds: number;
  readonly before: readonly JsonObject[];
  readonly after: readonly JsonObject[];
  readonly deleted: readonly string[];
  readonly actions: readonly SyncWrite[];
  readonly error: string | null;
  readonly events: readonly SyncEvent[];
  readonly requeueAfter: readonly number[];
}

/** One write of the original. */
export interface SyncWrite {
  readonly verb: string;
  readonly resource: string;
  readonly name: string;
  /** What the API answered, where it refused. */
  readonly error?: string;
}

export interface SyncEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}
