import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/cli/system-clock.ts';
import { waitUntil } from '../../src/core/clock.ts';
import { after, millisOf } from '../../src/core/instant.ts';

const SOURCE = new URL('../../src/cli/system-clock.ts', import.meta.url).href;

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

  // In a process of its own: whatever else lives in this one would live through the hundred days as well.
  it('waits longer than a timer can: a hundred days', async () => {
    const script = `
      import { mock } from 'node:test';
      import { systemClock } from ${JSON.stringify(SOURCE)};
      mock.timers.enable({ apis: ['setTimeout', 'Date'] });
      const length = 100 * 24 * 3_600_000;
      const rung = [];
      systemClock.alarm(systemClock.now() + length, () => rung.push(systemClock.now()));
      mock.timers.tick(length - 1);
      rung.push('then');
      mock.timers.tick(1);
      console.log(JSON.stringify(rung), length);
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe('["then",8640000000] 8640000000\n');
  });
});
