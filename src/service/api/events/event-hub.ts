import type { Clock } from '../../../core/clock.ts';
import { type Millis, after as momentAfter } from '../../../core/instant.ts';
import type { HistoryEntry } from '../../store/rows.ts';
import type { HistoryStore, Store } from '../../store/store.ts';
import { frameOf } from './event-json.ts';
import type { EventListener } from './event-listener.ts';

/** Entries that are read at once. */
const PAGE = 250;

/** What is listened to: all of a namespace, or one run in it. */
export interface Interest {
  readonly namespace: string;
  readonly runId?: string;
}

/** What the hub is put together from. */
export interface HubParts {
  readonly store: Pick<Store, 'listen'> & { readonly history: Pick<HistoryStore, 'since' | 'newest'> };
  readonly clock: Clock;
  /** Between signs of life; also how often the store is looked at in case its news got lost. */
  readonly heartbeat: Millis;
  readonly onFailure: (thrown: unknown) => void;
}

/**
 * Tells listeners what happens to runs. However many there are, the store is read once and each event is written down once; without
 * listeners nothing is read.
 */
export class EventHub {
  readonly #parts: HubParts;
  /** By namespace, or by namespace and run. */
  readonly #listeners = new Map<string, Set<EventListener>>();
  /** Those that catch up, too. */
  readonly #all = new Set<EventListener>();
  /** The newest entry that was given to the listeners; undefined while there are none. */
  #position: number | undefined;
  #reading: Promise<void> | undefined;
  #hasNews = false;
  #stop: (() => void) | undefined;

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#all.size;
  }

  /**
   * Gives a listener all entries after `from`, those that there are and those to come, until it has ended.
   *
   * @param from absent: only what happens from now on
   * @throws Fault STORE_UNAVAILABLE before anything was given
   */
  async attach(listener: EventListener, interest: Interest, from?: number): Promise<void> {
    this.#all.add(listener);
    listener.onEnd(() => this.#detach(listener, interest));
    if (this.#stop === undefined) this.#begin();
    try {
      const newest = this.#position ?? (await this.#parts.store.history.newest());
      if (listener.hasEnded) return;
      this.#position ??= newest;
      await this.#catchUp(listener, interest, from ?? this.#position);
    } catch (thrown) {
      listener.end();
      throw thrown;
    }
  }

  /** Ends all streams. */
  close(): void {
    for (const listener of [...this.#all]) listener.end();
  }

  /** Reads what is there until nothing of it is left that the hub has given to others; from then on the hub gives. */
  async #catchUp(listener: EventListener, interest: Interest, from: number): Promise<void> {
    for (let last = from; !listener.hasEnded; ) {
      const seenByHub = this.#position ?? 0;
      const entries = await this.#parts.store.history.since(last, interest, PAGE);
      for (const entry of entries) listener.give(entry, frameOf(entry), { isReplay: true });
      last = entries.at(-1)?.id ?? last;
      // Between these two lines nobody else gets to act.
      const isLevel = entries.length < PAGE && (this.#position ?? 0) <= Math.max(last, seenByHub);
      if (isLevel) return this.#join(listener, interest);
      await listener.drained();
    }
    return undefined;
  }

  #join(listener: EventListener, interest: Interest): void {
    const key = keyOf(interest.namespace, interest.runId);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
  }

  #detach(listener: EventListener, interest: Interest): void {
    const key = keyOf(interest.namespace, interest.runId);
    const listeners = this.#listeners.get(key);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(key);
    this.#all.delete(listener);
    if (this.#all.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
    this.#position = undefined;
  }

  #begin(): void {
    const stopHearing = this.#parts.store.listen(({ kind }) => {
      if (kind === 'history' || kind === 'all') this.#read();
    });
    let stopBeating = (): void => {};
    const beat = (): void => {
      const { clock, heartbeat } = this.#parts;
      stopBeating = clock.alarm(momentAfter(clock.now(), heartbeat), () => {
        this.#read();
        for (const listener of [...this.#all]) listener.beat();
        beat();
      });
    };
    beat();
    this.#stop = () => {
      stopHearing();
      stopBeating();
    };
  }

  /** Reads on, one reader at a time. */
  #read(): void {
    this.#hasNews = true;
    this.#reading ??= this.#readAll()
      // What could not be read is read at the next news or heartbeat.
      .catch((thrown: unknown) => this.#parts.onFailure(thrown))
      .finally(() => {
        this.#reading = undefined;
      });
  }

  async #readAll(): Promise<void> {
    for (let isMore = false; (isMore || this.#hasNews) && this.#position !== undefined; ) {
      this.#hasNews = false;
      const from = this.#position;
      const entries = await this.#parts.store.history.since(from, {}, PAGE);
      // All listeners may have gone meanwhile, and others have come.
      if (this.#position !== from) continue;
      for (const entry of entries) this.#give(entry);
      this.#position = entries.at(-1)?.id ?? from;
      isMore = entries.length === PAGE;
    }
  }

  #give(entry: HistoryEntry): void {
    let frame: Buffer | undefined;
    for (const key of [keyOf(entry.namespace), keyOf(entry.namespace, entry.runId)]) {
      for (const listener of [...(this.#listeners.get(key) ?? [])]) listener.give(entry, (frame ??= frameOf(entry)));
    }
  }
}

function keyOf(namespace: string, runId = ''): string {
  return `${namespace}/${runId}`;
}
