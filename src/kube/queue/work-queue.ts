import type { Clock } from '../../core/clock.ts';
import { growingPause } from '../../core/growing-pause.ts';
import type { Millis } from '../../core/instant.ts';
import { Brake } from './brake.ts';
import { Later } from './later.ts';

export interface WorkQueueOptions {
  /** How many keys are worked on at a time, at most. From 1. */
  readonly workers: number;
  /** Works on a key. Never called for a key that is being worked on. */
  readonly work: (key: string) => Promise<void>;
  /** Hears that work on a key has thrown, and when it is tried again. */
  readonly onFailure: (key: string, thrown: unknown, pauseMs: Millis) => void;
  /** One that does not jump (see `steadyClock`). */
  readonly clock: Clock;
  /** Hears how keys go through, for whoever counts it. */
  readonly watch?: QueueWatch;
}

/** What a queue tells of its keys; each call is cheap and does not throw. */
export interface QueueWatch {
  /** The key waits for a worker from now on. */
  readonly waits: (key: string) => void;
  /** A worker has taken it. */
  readonly begins: (key: string) => void;
  /** The worker is done with it. */
  readonly ends: (key: string) => void;
  /** The key will come by itself after a while: its work has thrown, or it was put off. */
  readonly putOff: (key: string) => void;
  /** The keys that waited were dropped. */
  readonly dropped: () => void;
}

/** How long a key waits after its failures in a row. @see rollout.md §4.1 */
const PAUSE = { firstMs: 1, longestMs: 10_000 };
/** Work that needs no answer from anybody would keep the process from everything else: after so many begun in one breath, others get a turn. */
const BREATH = 100;

/**
 * Keys that wait to be worked on, first come, first served. A key waits once, however often it is added; one that is added
 * while it is worked on comes again afterwards. A key whose work throws comes again after a pause that grows with its
 * failures in a row; work that ends well forgets them. One that is worked on all the time is slowed down (see `Brake`).
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #again = new Set<string>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #failures = new Map<string, number>();
  readonly #later: Later;
  readonly #brake: Brake;
  #isStarting = false;
  #isHeld = false;
  #isStopped = false;
  #begun = 0;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    this.#later = new Later(options.clock, (key) => this.add(key));
    this.#brake = new Brake(options.clock);
  }

  /** How many keys wait for a worker. */
  get depth(): number {
    return this.#waiting.size;
  }

  /** Work on the key soon. Nothing happens after `stop`. */
  add(key: string): void {
    if (this.#isStopped) return;
    if (this.#underWay.has(key)) this.#again.add(key);
    else this.#wait(key);
    this.#startSoon();
  }

  /** Work on the key after a while. Of several such wishes for a key the earliest counts. Nothing happens after `stop`. */
  addAfter(key: string, length: Millis): void {
    if (this.#isStopped) return;
    if (length <= 0) return this.add(key);
    this.#options.watch?.putOff(key);
    this.#later.add(key, length);
  }

  /** Begins no more work until `release`; what is under way goes on, and keys wait. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Goes on after `hold`. */
  release(): void {
    this.#isHeld = false;
    this.#startSoon();
  }

  /** Takes no more keys, drops those that wait, and resolves once the work under way has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#later.clear();
    this.#waiting.clear();
    this.#again.clear();
    this.#options.watch?.dropped();
    await Promise.all(this.#underWay.values());
  }

  #wait(key: string): void {
    if (this.#waiting.has(key)) return;
    const pause = this.#brake.pauseOf(key);
    if (pause > 0) return this.addAfter(key, pause);
    this.#waiting.add(key);
    this.#options.watch?.waits(key);
  }

  /** Not at once: whoever adds a key goes on first, and may add more. */
  #startSoon(): void {
    if (this.#isStarting || this.#waiting.size === 0) return;
    this.#isStarting = true;
    const start = (): void => {
      this.#isStarting = false;
      this.#start();
    };
    if (this.#begun < BREATH) return queueMicrotask(start);
    this.#options.clock.alarm(this.#options.clock.now(), () => {
      this.#begun = 0;
      start();
    });
  }

  #start(): void {
    for (const key of this.#waiting) {
      if (this.#isHeld || this.#underWay.size >= this.#options.workers) return;
      if (this.#begun >= BREATH) return this.#startSoon();
      this.#waiting.delete(key);
      this.#begun += 1;
      this.#brake.note(key);
      this.#options.watch?.begins(key);
      // Work that adds its own key at once must find it under way.
      this.#underWay.set(
        key,
        Promise.resolve().then(() => this.#workOn(key)),
      );
    }
  }

  async #workOn(key: string): Promise<void> {
    try {
      await this.#options.work(key);
      this.#failures.delete(key);
    } catch (error) {
      this.#failed(key, error);
    }
    this.#underWay.delete(key);
    this.#options.watch?.ends(key);
    if (this.#again.delete(key)) this.#wait(key);
    this.#startSoon();
  }

  #failed(key: string, thrown: unknown): void {
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    const pause = growingPause(failures, PAUSE);
    this.#options.onFailure(key, thrown, pause);
    this.addAfter(key, pause);
  }
}
