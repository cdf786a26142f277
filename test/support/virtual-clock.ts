import type { Clock } from '../../src/core/clock.ts';
import { type Instant, instantOf } from '../../src/core/instant.ts';

interface Waiter {
  readonly at: Instant;
  readonly wake: () => void;
}

/**
 * A clock that stands still until it is told to move. Who waits is woken in the order of the moments waited for;
 * between two wakes all promises that can settle are settled, so a day passes in milliseconds and every run is the same.
 */
export class VirtualClock implements Clock {
  #now: Instant;
  #waiters: Waiter[] = [];

  constructor(start: Instant = instantOf(Date.UTC(2026, 2, 1, 10))) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  waitUntil(moment: Instant, signal?: AbortSignal): Promise<void> {
    if (moment <= this.#now || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const waiter: Waiter = { at: moment, wake: resolve };
      this.#insert(waiter);
      signal?.addEventListener('abort', () => this.#leave(waiter), { once: true });
    });
  }

  /** Lets everything settle that needs no time. */
  async settle(): Promise<void> {
    await settled();
  }

  /** Moves on to the next moment that somebody waits for, and wakes all who wait for it. False when nobody waits. */
  async next(): Promise<boolean> {
    await settled();
    const first = this.#waiters[0];
    if (first === undefined) return false;
    this.#now = first.at;
    const later = this.#waiters.findIndex(({ at }) => at > this.#now);
    for (const { wake } of this.#waiters.splice(0, later === -1 ? this.#waiters.length : later)) wake();
    await settled();
    return true;
  }

  /** Moves on to `end`, waking everybody on the way. */
  async run(end: Instant): Promise<void> {
    await settled();
    while ((this.#waiters[0]?.at ?? Number.POSITIVE_INFINITY) <= end) await this.next();
    if (end > this.#now) this.#now = end;
  }

  // Kept in order of the moments; among equals, who came first is woken first.
  #insert(waiter: Waiter): void {
    let low = 0;
    let high = this.#waiters.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#waiters[middle]?.at ?? waiter.at) <= waiter.at) low = middle + 1;
      else high = middle;
    }
    this.#waiters.splice(low, 0, waiter);
  }

  #leave(waiter: Waiter): void {
    const index = this.#waiters.indexOf(waiter);
    if (index === -1) return;
    this.#waiters.splice(index, 1);
    waiter.wake();
  }
}

/** Lets every promise settle that can: a turn of the event loop, after which only real I/O and waiters are left. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}
