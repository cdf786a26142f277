import { type Instant, instantOf, type Millis, millisOf } from '../../../core/instant.ts';

export interface Rate {
  readonly requestsPerMinute: number;
  /** How many at once, ≥ 1. */
  readonly burst: number;
}

/** More callers than this at one time are not told apart: those who came first begin anew. */
const MOST_CALLERS = 50_000;
const SWEEP_EVERY_MS = 1000;

/**
 * A token bucket for each caller: `burst` requests at once, and in the long run `requestsPerMinute`. Of each caller only the moment is kept
 * at which its bucket will be full again, so a caller with a full bucket costs nothing.
 *
 * Our own because the clock is handed in, and because @fastify/rate-limit counts in fixed windows: at the end of one and the
 * beginning of the next it lets twice as much through, and has no burst.
 */
export class RateLimit {
  readonly #intervalMs: number;
  readonly #toleranceMs: number;
  readonly #fullAt = new Map<string, Instant>();
  #sweepAt = instantOf(0);

  constructor({ requestsPerMinute, burst }: Rate) {
    this.#intervalMs = 60_000 / requestsPerMinute;
    this.#toleranceMs = this.#intervalMs * (burst - 1);
  }

  /** Takes one request of a caller. @returns 0 when it may go on; otherwise nothing was taken and this is how long to wait */
  take(caller: string, now: Instant): Millis {
    const wait = this.waitOf(caller, now);
    if (wait > 0) return wait;
    const fullAt = Math.max(this.#fullAt.get(caller) ?? now, now) + this.#intervalMs;
    this.#makeRoom(now);
    this.#fullAt.set(caller, instantOf(fullAt));
    return wait;
  }

  /** How long a caller has to wait for its next request; 0 when it need not. */
  waitOf(caller: string, now: Instant): Millis {
    const fullAt = this.#fullAt.get(caller) ?? now;
    return millisOf(Math.max(0, fullAt - this.#toleranceMs - now));
  }

  /** How many callers are kept. */
  get size(): number {
    return this.#fullAt.size;
  }

  #makeRoom(now: Instant): void {
    if (now >= this.#sweepAt) {
      this.#sweepAt = instantOf(now + SWEEP_EVERY_MS);
      for (const [caller, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(caller);
    }
    if (this.#fullAt.size < MOST_CALLERS) return;
    for (const [oldest] of this.#fullAt) {
      this.#fullAt.delete(oldest);
      return;
    }
  }
}
