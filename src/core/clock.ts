import type { Instant } from './instant.ts';

/** The only source of time. Handed over by the caller, never a module: tests and the simulator bring their own. */
export interface Clock {
  /** The moment it is. */
  now(): Instant;
  /** Resolves at `moment` or when `signal` aborts, whichever is first; at once for a moment that has passed. Never rejects. */
  waitUntil(moment: Instant, signal?: AbortSignal): Promise<void>;
}
