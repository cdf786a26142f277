import type { Clock } from '../../src/core/clock.ts';
import { after, type Instant, millisOf } from '../../src/core/instant.ts';

/** The clock of a process that can be killed: from then on nothing rings any more. It may be ahead of the world's, and jump. */
export class MortalClock implements Clock {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  #isDead = false;
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
      ring();
    });
    const cancel = (): void => {
      this.#cancels.delete(cancel);
      stop();
    };
    this.#cancels.add(cancel);
    return cancel;
  }

  kill(): void {
    this.#isDead = true;
    for (const cancel of this.#cancels) cancel();
  }
}
