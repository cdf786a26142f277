import type { Instant, Millis } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { CallbackWish, RunSummary, StoredRun } from '../store/rows.ts';
import type { RunFilter } from '../store/store.ts';
import type { Trace } from './trace-of.ts';

/** A run as a caller asks for it, checked for its shape. */
export interface StartRequest {
  /** The template itself, or the name of a stored one; `clusterScope` for a ClusterAnalysisTemplate. */
  readonly template:
    | { readonly kind: 'given'; readonly document: JsonObject }
    | { readonly kind: 'stored'; readonly name: string; readonly clusterScope: boolean };
  readonly args: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly callback?: CallbackWish;
  /** As written: a Go duration. */
  readonly timeout?: string;
  /** Whether a run that nothing but a failure ends is welcome: a guard. A synchronous gate would never answer. */
  readonly mayBeEndless: boolean;
}

/** Whoever asks, as they stand in the audit and in a run's history; and the trace that the request belongs to, passed on to providers. */
export interface Asker extends Trace {
  /** Such as `token ci-checkout` or `alice@example.com`; `anonymous` where no authentication is configured. */
  readonly name: string;
}

/** What the API does with runs. */
export interface Runs {
  /**
   * Checks a run as `verdict run` does and starts it; it is stored when this resolves.
   *
   * @param idempotencyKey the same key with the same request gives the run that was started before
   * @throws Fault TEMPLATE_INVALID and all others of `runner/begin`, NOT_FOUND for a template, KEY_REUSED, BUSY when too many runs go on, STORE_UNAVAILABLE
   */
  start(
    namespace: string,
    request: StartRequest,
    asker: Asker,
    idempotencyKey?: string,
  ): Promise<{ readonly run: StoredRun; readonly isNew: boolean }>;
  get(namespace: string, id: string): Promise<StoredRun | undefined>;
  /** Resolves with the run once its newest attempt has ended, after `wait`, or when `signal` aborts, whichever is first. */
  wait(namespace: string, id: string, wait: Millis, signal: AbortSignal): Promise<StoredRun | undefined>;
  list(
    namespace: string,
    filter: RunFilter,
    page: { readonly cursor?: string; readonly limit: number },
  ): Promise<{ readonly runs: readonly RunSummary[]; readonly cursor?: string }>;
  /** Asks for an early end, Jobs in flight too. Once more, or after its end, it changes nothing. */
  terminate(namespace: string, id: string, asker: Asker): Promise<StoredRun | undefined>;
  /** @throws Fault STILL_RUNNING */
  retry(namespace: string, id: string, asker: Asker): Promise<StoredRun | undefined>;
  /** @throws Fault STILL_RUNNING */
  delete(namespace: string, id: string, asker: Asker): Promise<boolean>;
  /** The evidence file of `verdict run`; of the newest attempt unless one is named. For a run that goes on, as far as it has come. */
  evidence(namespace: string, id: string, attempt: number | undefined, now: Instant): Promise<JsonObject | undefined>;
}
