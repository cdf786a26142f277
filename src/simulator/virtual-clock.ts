import type { Clock } from '../core/clock.ts';
import { type Instant, instantOf } from '../core/instant.ts';

/**
 * A clock that stands still until it is told to move. Alarms ring in the order of their moments, those of one moment in the order
 * in which they were set; between two moments all promises that can settle are settled. So a day passes in milliseconds,
 * and every run is the same.
 */
export class VirtualClock implements Clock {
  #now: Instant;
  /** Moments that somebody waits for, in order. */
  readonly #moments: Instant[] = [];
  readonly #alarms = new Map<Instant, Set<() => void>>();

  constructor(start: Instant = instantOf(Date.UTC(2026, 2, 1, 10))) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  alarm(moment: Instant, ring: () => void): () => void {
    const at = moment > this.#now ? moment : this.#now;
    const own = (): void => ring();
    this.#alarmsAt(at).add(own);
    return () => this.#alarms.get(at)?.delete(own);
  }

  /** Lets everything settle that needs no time. */
  async settle(): Promise<void> {
    await settled();
  }

  /** Moves on to the next moment that somebody waits for, and rings all its alarms. False when nobody waits. */
  async next(): Promise<boolean> {
    await settled();
    const at = this.#nextMoment();
    if (at === undefined) return false;
    const alarms = this.#alarms.get(at) ?? [];
    this.#moments.shift();
    this.#alarms.delete(at);
    this.#now = at;
    for (const ring of alarms) ring();
    await settled();
    return true;
  }

  /** Moves on to `end`, ringing everything on the way. */
  async run(end: Instant): Promise<void> {
    await settled();
    while ((this.#nextMoment() ?? Number.POSITIVE_INFINITY) <= end) await this.next();
    if (end > this.#now) this.#now = end;
  }

  /**
   * Moves on from moment to moment until a promise settles.
   *
   * @throws what the promise throws; Error when nobody waits for any moment and it has not settled
   */
  async until<Value>(promise: Promise<Value>): Promise<Value> {
    const isOver = new AbortController();
    const end = (): void => isOver.abort();
    promise.then(end, end);
    await settled();
    while (!isOver.signal.aborted) {
      const hasMoved = await this.next();
      if (!hasMoved && !isOver.signal.aborted)
        throw new Error('nobody waits for any moment, and what is awaited does not come');
    }
    return promise;
  }

  #alarmsAt(at: Instant): Set<() => void> {
    const known = this.#alarms.get(at);
    if (known !== undefined) return known;
    const fresh = new Set<() => void>();
    this.#alarms.set(at, fresh);
    this.#moments.splice(this.#placeOf(at), 0, at);
    return fresh;
  }

  /** The first moment with an alarm that was not taken back. */
  #nextMoment(): Instant | undefined {
    for (let first = this.#moments[0]; first !== undefined; first = this.#moments[0]) {
      if ((this.#alarms.get(first)?.size ?? 0) > 0) return first;
      this.#moments.shift();
      this.#alarms.delete(first);
    }
    return undefined;
  }

  #placeOf(at: Instant): number {
    let low = 0;
    let high = this.#moments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#moments[middle] ?? at) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Lets every promise settle that can: a turn of the event loop, after which only real I/O and alarms are left. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}
