import type { Instant } from '../../core/instant.ts';
import { identityOf, type ObjectEvent, type Times } from './event.ts';

/** An event that is to be sent. */
export interface Waiting extends Times {
  readonly event: ObjectEvent;
  /** Since when it waits. */
  readonly since: Instant;
}

/** Events that wait to be sent, oldest first. The same event waits once, with its count. */
export class WaitingEvents {
  readonly #limit: number;
  readonly #events = new Map<string, Waiting>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#events.size;
  }

  /** Since when the oldest waits. */
  get since(): Instant | undefined {
    return this.#events.values().next().value?.since;
  }

  /** Adds one. Returns how many events had to go for it: the oldest, if there are too many. */
  add(added: Waiting): number {
    const key = identityOf(added.event);
    const known = this.#events.get(key);
    this.#events.set(key, known === undefined ? added : together(known, added));
    const [oldest] = this.#events;
    if (oldest === undefined || this.#events.size <= this.#limit) return 0;
    this.#events.delete(oldest[0]);
    return oldest[1].count;
  }

  /** Takes the oldest, leaving out those that `mayTake` refuses. */
  take(mayTake: (event: ObjectEvent) => boolean): Waiting | undefined {
    for (const [key, waiting] of this.#events) {
      if (!mayTake(waiting.event)) continue;
      this.#events.delete(key);
      return waiting;
    }
    return undefined;
  }

  /** Forgets all. Returns how many events they were. */
  clear(): number {
    const count = this.#events.values().reduce((sum, waiting) => sum + waiting.count, 0);
    this.#events.clear();
    return count;
  }
}

function together(a: Waiting, b: Waiting): Waiting {
  const [earlier, later] = a.lastAt <= b.lastAt ? [a, b] : [b, a];
  return {
    event: later.event,
    count: a.count + b.count,
    firstAt: earlier.firstAt,
    lastAt: later.lastAt,
    since: a.since < b.since ? a.since : b.since,
  };
}
