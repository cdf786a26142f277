import { type Clock, waitUntil } from '../../../core/clock.ts';
import { after, type Millis } from '../../../core/instant.ts';
import type { StoredRun } from '../../store/rows.ts';
import type { RunStore } from '../../store/store.ts';
import type { HistoryFeed } from './history-feed.ts';

export interface EndingsParts {
  readonly runs: Pick<RunStore, 'get'>;
  /** One that never jumps. */
  readonly steady: Clock;
  readonly feed: Pick<HistoryFeed, 'hear'>;
  /** Whether a run is driven by this very process, which then says itself when it is over. */
  readonly isHere: (id: string) => boolean;
}

export interface Wait {
  readonly namespace: string;
  readonly id: string;
  readonly length: Millis;
  /** Ends the waiting early. */
  readonly signal: AbortSignal;
}

/** Waits for the ends of runs. However many wait, what happens elsewhere is read once for all of them. */
export class Endings {
  readonly #parts: EndingsParts;
  readonly #waiting = new Map<string, Set<() => void>>();
  /** How many wait for runs that are driven elsewhere, and what hears of those. */
  #elsewhere = 0;
  #feed: Promise<() => void> | undefined;

  constructor(parts: EndingsParts) {
    this.#parts = parts;
  }

  /** How many wait. */
  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** A run has ended, or is not driven by this process any more: whoever waits for it looks. */
  tell(id: string): void {
    for (const wake of this.#waiting.get(id) ?? []) wake();
  }

  /** Resolves with the run once its newest attempt has ended, the time is over or `signal` aborts. @throws Fault STORE_UNAVAILABLE */
  async wait({ namespace, id, length, signal }: Wait): Promise<StoredRun | undefined> {
    const { runs, steady } = this.#parts;
    const end = after(steady.now(), length);
    for (;;) {
      const told = new AbortController();
      // Listening comes before looking, so that nothing is missed between.
      const stop = await this.#listen(id, () => told.abort());
      try {
        const run = await runs.get(namespace, id);
        if (run === undefined || run.stand.verdict !== null || signal.aborted || steady.now() >= end) return run;
        await waitUntil(steady, end, AbortSignal.any([told.signal, signal]));
      } finally {
        stop();
      }
    }
  }

  async #listen(id: string, wake: () => void): Promise<() => void> {
    const waiting = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiting.add(wake));
    const isHere = this.#parts.isHere(id);
    const stop = (): void => {
      waiting.delete(wake);
      if (waiting.size === 0 && this.#waiting.get(id) === waiting) this.#waiting.delete(id);
      if (!isHere) this.#leaveFeed();
    };
    try {
      if (!isHere) await this.#joinFeed();
      return stop;
    } catch (thrown) {
      stop();
      throw thrown;
    }
  }

  async #joinFeed(): Promise<void> {
    this.#elsewhere += 1;
    this.#feed ??= this.#parts.feed.hear((entries) => {
      for (const { kind, runId } of entries) if (kind === 'ended' || kind === 'deleted') this.tell(runId);
    });
    const joined = this.#feed;
    try {
      await joined;
    } catch (thrown) {
      if (this.#feed === joined) this.#feed = undefined;
      throw thrown;
    }
  }

  #leaveFeed(): void {
    this.#elsewhere -= 1;
    if (this.#elsewhere > 0) return;
    // One that could not be joined need not be left.
    void this.#feed?.then(
      (end) => end(),
      () => {},
    );
    this.#feed = undefined;
  }
}
