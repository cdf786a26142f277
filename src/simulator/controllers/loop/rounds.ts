import type { Clock } from '../../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../../core/instant.ts';
import { isRefusal } from './refusals.ts';

/** Does what is due for one key: looks at what is there, and changes it. When the API refuses something, it is tried again. */
export type Work = (key: string) => void;

/** Where a controller puts aside what it is to look at. */
export interface Bench {
  /** In the next round. A key that waits already waits once. */
  add(key: string): void;
  /** In the first round from `moment` on, or earlier if it is added earlier. */
  addAt(key: string, moment: Instant): void;
}

const FIRST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 30_000;

/**
 * Lets controllers work, one round after the other, each round a few milliseconds after something was put aside: controllers in the order in which they were
 * registered, each on its keys in the order in which those came. What they put aside meanwhile is for the next round. With nothing put aside
 * there is no round and no alarm.
 */
export class Rounds {
  readonly #clock: Clock;
  readonly #pause: Millis;
  readonly #benches: KeyedWork[] = [];
  #cancel: (() => void) | undefined;

  /** @param pause  from something put aside to the round in which it is looked at */
  constructor(clock: Clock, pause: Millis) {
    this.#clock = clock;
    this.#pause = pause;
  }

  /** Takes a controller in. */
  register(work: Work): Bench {
    const bench = new KeyedWork(this.#clock, work, () => this.#plan());
    this.#benches.push(bench);
    return bench;
  }

  /** Ends all work. What is put aside is forgotten. */
  stop(): void {
    this.#cancel?.();
    for (const bench of this.#benches.splice(0)) bench.stop();
  }

  #plan(): void {
    this.#cancel ??= this.#clock.alarm(after(this.#clock.now(), this.#pause), () => {
      this.#cancel = undefined;
      const taken = this.#benches.map((bench) => bench.take());
      for (const work of taken) work();
    });
  }
}

/** The keys of one controller. */
class KeyedWork implements Bench {
  readonly #clock: Clock;
  readonly #work: Work;
  readonly #hurry: () => void;
  #keys = new Set<string>();
  readonly #alarms = new Map<string, { readonly moment: Instant; readonly cancel: () => void }>();
  readonly #failures = new Map<string, number>();
  #isStopped = false;

  constructor(clock: Clock, work: Work, hurry: () => void) {
    this.#clock = clock;
    this.#work = work;
    this.#hurry = hurry;
  }

  add(key: string): void {
    if (this.#isStopped) return;
    this.#keys.add(key);
    this.#hurry();
  }

  addAt(key: string, moment: Instant): void {
    const known = this.#alarms.get(key);
    if (this.#isStopped || (known !== undefined && known.moment <= moment)) return;
    known?.cancel();
    const cancel = this.#clock.alarm(moment, () => {
      this.#alarms.delete(key);
      this.add(key);
    });
    this.#alarms.set(key, { moment, cancel });
  }

  /** The work on what is put aside now. */
  take(): () => void {
    const keys = this.#keys;
    this.#keys = new Set();
    return () => {
      for (const key of keys) this.#try(key);
    };
  }

  stop(): void {
    this.#isStopped = true;
    this.#keys.clear();
    for (const { cancel } of this.#alarms.values()) cancel();
    this.#alarms.clear();
  }

  #try(key: string): void {
    if (this.#isStopped) return;
    try {
      this.#work(key);
      this.#failures.delete(key);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const failures = (this.#failures.get(key) ?? 0) + 1;
      this.#failures.set(key, failures);
      const pause = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
      this.addAt(key, after(this.#clock.now(), millisOf(pause)));
    }
  }
}
