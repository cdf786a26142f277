import { expect, it } from 'vitest';
import { after, millisOf } from '../../src/core/instant.ts';
import { steadyClock } from '../../src/kube/steady-clock.ts';

it('an alarm rings once, and not before its moment', async () => {
  const moment = after(steadyClock.now(), millisOf(5.5));
  const rangAt = await new Promise<number>((resolve) => {
    steadyClock.alarm(moment, () => resolve(steadyClock.now()));
  });
  expect(rangAt).toBeGreaterThanOrEqual(moment);
});

it('an alarm that was taken back does not ring', async () => {
  const rung: string[] = [];
  const cancel = steadyClock.alarm(steadyClock.now(), () => rung.push('taken back'));
  cancel();
  await new Promise<void>((resolve) => {
    steadyClock.alarm(after(steadyClock.now(), millisOf(3)), resolve);
  });
  expect(rung).toEqual([]);
});
