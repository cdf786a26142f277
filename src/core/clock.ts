import type { Instant } from './instant.ts';

/** The only source of time. Handed over by the caller, never a module: tests and the simulator bring their own. */
export interface Clock {
  /** The moment it is. */
  now(): Instant;
  /**
   * Rings once, at `moment` or soon after; soon after now for a moment that has passed. Never before it returns.
   *
   * @returns takes the alarm back; nothing happens if it has rung
   */
  alarm(moment: Instant, ring: () => void): () => void;
}

/** Resolves at `moment` or when `signal` aborts, whichever is first. Never rejects. */
export function waitUntil(clock: Clock, moment: Instant, signal?: AbortSignal): Promise<void> {
  if (moment <= clock.now() || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const over = (): void => {
      cancel();
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const cancel = clock.alarm(moment, over);
    signal?.addEventListener('abort', over, { once: true });
  });
}
