import type { Clock } from '../../../src/core/clock.ts';
import { after, millisOf } from '../../../src/core/instant.ts';

/** Does something that may take so long: then its signal aborts. */
export async function within(limitMs: number, clock: Clock, act: (over: AbortSignal) => Promise<void>): Promise<void> {
  const over = new AbortController();
  const cancel = clock.alarm(after(clock.now(), millisOf(limitMs)), () => over.abort());
  try {
    await act(over.signal);
  } finally {
    cancel();
  }
}
