import { type Clock, waitUntil } from '../../core/clock.ts';
import { textOf } from '../../core/fault.ts';
import { after, type Instant, instantOf, type Millis, millisOf } from '../../core/instant.ts';
import type { ServiceLog } from '../service-log.ts';
import type { RunStore } from '../store/store.ts';
import type { KeptRuns } from './run-parts.ts';

export interface RetentionParts {
  readonly runs: Pick<RunStore, 'namespaces' | 'prune'>;
  readonly keptRuns: (namespace: string) => KeptRuns;
  /** The time of day. */
  readonly clock: Clock;
  /** One that never jumps. */
  readonly steady: Clock;
  readonly log: ServiceLog;
}

/** How often it is looked what is too old. */
const LOOK: Millis = millisOf(60_000);
/** Runs that are deleted at a time, and the pause between: nobody is to wait for it. */
const BITE = 100;
const PAUSE: Millis = millisOf(50);

/** Deletes runs that have ended and are too old or too many, in every namespace, a few at a time. */
export class Retention {
  readonly #parts: RetentionParts;
  readonly #closing = new AbortController();
  #work: Promise<void> | undefined;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#work = this.#keepPruning();
  }

  async stop(): Promise<void> {
    this.#closing.abort();
    await this.#work;
  }

  async #keepPruning(): Promise<void> {
    const { steady, log } = this.#parts;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.#pruneAll();
      } catch (thrown) {
        log.warn(`old runs could not be deleted: ${textOf(thrown)}`);
      }
      await waitUntil(steady, after(steady.now(), LOOK), signal);
    }
  }

  async #pruneAll(): Promise<void> {
    const { runs, keptRuns } = this.#parts;
    for (const namespace of await runs.namespaces()) await this.#prune(namespace, keptRuns(namespace));
  }

  async #prune(namespace: string, { age, count }: KeptRuns): Promise<void> {
    const { runs, clock, steady } = this.#parts;
    const before: Instant | undefined = age === undefined ? undefined : instantOf(clock.now() - age);
    const retention = {
      namespace,
      ...(before !== undefined && { before }),
      ...(count !== undefined && { keep: count }),
    };
    while (!this.#closing.signal.aborted && (await runs.prune(retention, BITE)) === BITE)
      await waitUntil(steady, after(steady.now(), PAUSE), this.#closing.signal);
  }
}
