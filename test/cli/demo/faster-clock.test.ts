import { expect, it } from 'vitest';
import { fasterClock } from '../../../src/cli/demo/faster-clock.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';

it.each([
  { factor: 4, passed: 40 },
  { factor: 1, passed: 10 },
  { factor: 0.5, passed: 5 },
])('in 10 ms a clock of factor $factor goes on by $passed ms', async ({ factor, passed }) => {
  const real = new VirtualClock();
  const start = real.now();
  const clock = fasterClock(real, factor);
  const rung: number[] = [];
  clock.alarm(after(start, millisOf(passed)), () => rung.push(real.now() - start));
  clock.alarm(after(start, millisOf(passed + 1)), () => rung.push(Number.NaN));
  clock.alarm(after(start, millisOf(1)), () => rung.push(Number.NaN))();
  await real.run(after(start, millisOf(10)));
  expect(clock.now() - start).toBe(passed);
  expect(rung).toEqual([10]);
});
