import type { Clock } from '../../../core/clock.ts';
import { after, type Millis } from '../../../core/instant.ts';
import type { HistoryFeed } from '../../runs/waits/history-feed.ts';
import type { HistoryEntry } from '../../store/rows.ts';
import type { HistoryStore } from '../../store/store.ts';
import { frameOf } from './event-json.ts';
import type { EventListener } from './event-listener.ts';

/** Entries that one who catches up reads at once. */
const PAGE = 250;

/** What is listened to: all of a namespace, or one run in it. */
export interface Interest {
  readonly namespace: string;
  readonly runId?: string;
}

/** What the hub is put together from. */
export interface HubParts {
  readonly history: Pick<HistoryStore, 'since' | 'newest'>;
  readonly feed: Pick<HistoryFeed, 'hear'>;
  /** One that never jumps. */
  readonly steady: Clock;
  /** Between signs of life. */
  readonly heartbeat: Millis;
}

/**
 * Tells listeners what happens to runs. However many there are, what happens is read once and each event is written down once; those who
 * ask for what has been read it themselves until they are level with the others.
 */
export class EventHub {
  readonly #parts: HubParts;
  /** By namespace, or by namespace and run; only those who are level. */
  readonly #level = new Map<string, Set<EventListener>>();
  readonly #all = new Set<EventListener>();
  /** The newest entry that was given to those who are level. */
  #position = 0;
  #hearing: Promise<() => void> | undefined;
  #stopBeating = (): void => {};

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  /** How many listen. */
  get count(): number {
    return this.#all.size;
  }

  /**
   * Gives a listener all entries after `from`, those that there are and those to come, until it has ended.
   *
   * @param from absent: only what happens from now on
   * @throws Fault STORE_UNAVAILABLE; the listener has been ended then
   */
  async attach(listener: EventListener, interest: Interest, from?: number): Promise<void> {
    this.#all.add(listener);
    listener.onEnd(() => this.#detach(listener, interest));
    try {
      await this.#hear();
      await this.#catchUp(listener, interest, from ?? (await this.#parts.history.newest()));
    } catch (thrown) {
      listener.end();
      throw thrown;
    }
  }

  /** Ends all streams. */
  close(): void {
    for (const listener of this.#all) listener.end();
  }

  async #hear(): Promise<void> {
    if (this.#hearing === undefined) {
      this.#hearing = this.#parts.feed.hear((entries) => {
        for (const entry of entries) this.#give(entry);
      });
      this.#beat();
    }
    const hearing = this.#hearing;
    try {
      await hearing;
    } catch (thrown) {
      if (this.#hearing === hearing) this.#hearing = undefined;
      throw thrown;
    }
  }

  #beat(): void {
    const { steady, heartbeat } = this.#parts;
    this.#stopBeating();
    this.#stopBeating = steady.alarm(after(steady.now(), heartbeat), () => {
      for (const listener of this.#all) listener.beat();
      this.#beat();
    });
  }

  /** Reads what is there until nothing of it is left that was given to others; from then on the listener is given it, too. */
  async #catchUp(listener: EventListener, interest: Interest, from: number): Promise<void> {
    for (let last = from; !listener.hasEnded; ) {
      const before = this.#position;
      const entries = await this.#parts.history.since(last, interest, PAGE);
      for (const entry of entries) listener.give(entry, frameOf(entry), { isReplay: true });
      last = entries.at(-1)?.id ?? last;
      // What was given before the reading was there to be read; nobody else acts between these lines.
      if (entries.length < PAGE && this.#position <= Math.max(last, before)) return this.#join(listener, interest);
      await listener.drained();
    }
    return undefined;
  }

  #join(listener: EventListener, { namespace, runId }: Interest): void {
    if (listener.hasEnded) return;
    const key = keyOf(namespace, runId);
    this.#level.set(key, (this.#level.get(key) ?? new Set()).add(listener));
  }

  #detach(listener: EventListener, { namespace, runId }: Interest): void {
    const key = keyOf(namespace, runId);
    const listeners = this.#level.get(key);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#level.delete(key);
    this.#all.delete(listener);
    if (this.#all.size === 0) this.#stopHearing();
  }

  #stopHearing(): void {
    this.#stopBeating();
    this.#stopBeating = () => {};
    // One that did not begin need not be ended.
    void this.#hearing?.then(
      (end) => end(),
      () => {},
    );
    this.#hearing = undefined;
  }

  #give(entry: HistoryEntry): void {
    let frame: Buffer | undefined;
    for (const key of [keyOf(entry.namespace), keyOf(entry.namespace, entry.runId)]) {
      for (const listener of this.#level.get(key) ?? []) {
        frame ??= frameOf(entry);
        listener.give(entry, frame);
      }
    }
    this.#position = entry.id;
  }
}

function keyOf(namespace: string, runId = ''): string {
  return `${namespace}/${runId}`;
}
