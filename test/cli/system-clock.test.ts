import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/cli/system-clock.ts';
import { waitUntil } from '../../src/core/clock.ts';
import { after, millisOf } from '../../src/core/instant.ts';

describe("the machine's clock", () => {
  it('does not wait for what has passed', async () => {
    await expect(waitUntil(systemClock, after(systemClock.now(), millisOf(-1)))).resolves.toBeUndefined();
  });

  it('is never early', async () => {
    for (const ms of [0.2, 1, 3]) {
      const moment = after(systemClock.now(), millisOf(ms));
      await waitUntil(systemClock, moment);
      expect(systemClock.now()).toBeGreaterThanOrEqual(moment);
    }
  });

  it('stops waiting when it is told to, before or meanwhile', async () => {
    const [before, meanwhile] = [AbortSignal.abort(), new AbortController()];
    await waitUntil(systemClock, after(systemClock.now(), millisOf(1e9)), before);
    const waiting = waitUntil(systemClock, after(systemClock.now(), millisOf(1e9)), meanwhile.signal);
    meanwhile.abort();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('waits longer than a timer can: a hundred days', async () => {
    vi.useFakeTimers();
    try {
      const start = systemClock.now();
      const moment = after(start, millisOf(100 * 24 * 3_600_000));
      const waiting = waitUntil(systemClock, moment);
      await vi.advanceTimersByTimeAsync(moment - start);
      await waiting;
      expect(systemClock.now()).toBe(moment);
    } finally {
      vi.useRealTimers();
    }
  });
});
