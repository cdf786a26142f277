import type { Clock } from '../../src/core/clock.ts';
import { after, type Instant, millisOf } from '../../src/core/instant.ts';

/** The clock of a process that can be killed, after which nothing rings any more, or stand still for a while. It may be ahead of the world's, and jump. */
export class MortalClock implements Clock {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  #isDead = false;
  /** What rang while the process stood still; undefined while it goes. */
  #missed: (() => void)[] | undefined;
  /** How far it is ahead of the world's, in milliseconds. */
  skew: number;

  constructor(clock: Clock, skew = 0) {
    this.#clock = clock;
    this.skew = skew;
  }

  now(): Instant {
    return after(this.#clock.now(), millisOf(this.skew));
  }

  alarm(moment: Instant, ring: () => void): () => void {
    if (this.#isDead) return () => {};
    const stop = this.#clock.alarm(after(moment, millisOf(-this.skew)), () => {
      this.#cancels.delete(cancel);
      if (this.#missed === undefined) ring();
      else this.#missed.push(ring);
    });
    const cancel = (): void => {
      this.#cancels.delete(cancel);
      stop();
    };
    this.#cancels.add(cancel);
    return cancel;
  }

  /** Stands still: what rings is heard when it goes on. */
  pause(): void {
    this.#missed ??= [];
  }

  resume(): void {
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    for (const ring of missed) ring();
  }

  kill(): void {
    this.#isDead = true;
    for (const cancel of this.#cancels) cancel();
  }
}
