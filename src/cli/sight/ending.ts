import { waitUntil } from '../../core/clock.ts';
import { after, type Millis } from '../../core/instant.ts';
import type { World } from '../world.ts';

/** What upstream exits with at the second Ctrl-C. */
const LEFT = 1;

/** When to stop watching. */
export interface Ending {
  /** Aborted by Ctrl-C, SIGTERM, or when the time is over. */
  readonly signal: AbortSignal;
  /** Stops listening, and aborts the signal if nobody has. */
  release(): void;
}

/**
 * Listens for Ctrl-C and SIGTERM, and watches the time. A second Ctrl-C leaves at once.
 *
 * @param timeout  from now; undefined for none
 */
export function listenForEnd(world: Pick<World, 'clock' | 'leave' | 'onInterrupt'>, timeout?: Millis): Ending {
  const end = new AbortController();
  let presses = 0;
  const stopListening = world.onInterrupt(() => {
    presses += 1;
    if (presses > 1) world.leave(LEFT);
    end.abort();
  });
  if (timeout !== undefined) {
    void waitUntil(world.clock, after(world.clock.now(), timeout), end.signal).then(() => end.abort());
  }
  return {
    signal: end.signal,
    release() {
      stopListening();
      end.abort();
    },
  };
}
