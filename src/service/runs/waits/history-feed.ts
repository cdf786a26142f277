import { type Clock, waitUntil } from '../../../core/clock.ts';
import { textOf } from '../../../core/fault.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import { Bell } from '../../../runner/bell.ts';
import type { ServiceLog } from '../../service-log.ts';
import type { HistoryEntry } from '../../store/rows.ts';
import type { HistoryStore } from '../../store/store.ts';

export interface HistoryFeedParts {
  readonly history: Pick<HistoryStore, 'since' | 'newest'>;
  /** One that never jumps. */
  readonly steady: Clock;
  readonly log: ServiceLog;
}

type Hear = (entries: readonly HistoryEntry[]) => void;

/** News come with each write; so many are heard together. */
const GATHER_FOR: Millis = millisOf(40);
/** When news got lost, they are looked for this often. */
const LOOK: Millis = millisOf(2_000);
const PAGE = 500;

/** What happens in all runs, read once for all who want to hear it; nothing is read while nobody does. */
export class HistoryFeed {
  readonly #parts: HistoryFeedParts;
  readonly #hearers = new Set<Hear>();
  readonly #bell = new Bell();
  #begun: Promise<void> | undefined;
  #cursor = 0;

  constructor(parts: HistoryFeedParts) {
    this.#parts = parts;
  }

  /** There is something new. */
  lookSoon(): void {
    this.#bell.ring();
  }

  /**
   * Hears of all that happens from when this resolves on, in order, a moment after it is stored.
   *
   * @param hear  must not throw
   * @returns ends it
   * @throws Fault STORE_UNAVAILABLE when the beginning cannot be read
   */
  async hear(hear: Hear): Promise<() => void> {
    this.#hearers.add(hear);
    const end = (): void => {
      this.#hearers.delete(hear);
      if (this.#hearers.size === 0) this.#bell.ring();
    };
    try {
      this.#begun ??= this.#begin();
      await this.#begun;
      return end;
    } catch (thrown) {
      end();
      throw thrown;
    }
  }

  async #begin(): Promise<void> {
    try {
      this.#cursor = await this.#parts.history.newest();
    } catch (thrown) {
      this.#begun = undefined;
      throw thrown;
    }
    void this.#read();
  }

  async #read(): Promise<void> {
    while (this.#hearers.size > 0) {
      const entries = await this.#next();
      for (const hear of this.#hearers) if (entries.length > 0) hear(entries);
      if (entries.length < PAGE) await this.#rest();
    }
    this.#begun = undefined;
  }

  async #next(): Promise<readonly HistoryEntry[]> {
    try {
      const entries = await this.#parts.history.since(this.#cursor, {}, PAGE);
      this.#cursor = entries.at(-1)?.id ?? this.#cursor;
      return entries;
    } catch (thrown) {
      this.#parts.log.warn(`what happened could not be read: ${textOf(thrown)}`);
      return [];
    }
  }

  async #rest(): Promise<void> {
    const { steady } = this.#parts;
    await waitUntil(steady, after(steady.now(), GATHER_FOR));
    const cancel = steady.alarm(after(steady.now(), LOOK), this.#bell.ring);
    await this.#bell.heard();
    cancel();
  }
}
