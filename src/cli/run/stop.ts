import { waitUntil } from '../../core/clock.ts';
import { after, type Millis } from '../../core/instant.ts';
import { EXIT } from '../exit-code.ts';
import type { World } from '../world.ts';

/** Package managers pass on a Ctrl-C that the terminal has sent to us already: two within this time, in milliseconds, are one. */
const SAME_PRESS_MS = 100;

/** What may ask a run for an early end. */
export interface Stopping {
  /** Aborted when somebody or the time has asked. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  release(): void;
}

/**
 * Listens for Ctrl-C and SIGTERM, and watches the time. The first asks the run to end properly; a second Ctrl-C leaves at once.
 *
 * @param timeout from now; undefined for none
 * @param say     tells the person what happens
 */
export function watchForStop(world: World, timeout: Millis | undefined, say: (text: string) => void): Stopping {
  const stop = new AbortController();
  const over = new AbortController();
  let pressedAt: number | undefined;
  const stopListening = world.onInterrupt(() => {
    const now = world.elapsed();
    if (pressedAt === undefined) {
      pressedAt = now;
      say('Stopping: what is under way is ended, then the verdict follows. Once more leaves at once.');
      stop.abort();
    } else if (now - pressedAt > SAME_PRESS_MS) {
      world.leave(EXIT.interrupted);
    }
  });
  if (timeout !== undefined) {
    void waitUntil(world.clock, after(world.clock.now(), timeout), over.signal).then(() => {
      if (over.signal.aborted || stop.signal.aborted) return;
      say('The time given with --timeout is over: the run is ended, then the verdict follows.');
      stop.abort();
    });
  }
  return {
    signal: stop.signal,
    release() {
      over.abort();
      stopListening();
    },
  };
}
