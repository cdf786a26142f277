import { expect, it } from 'vitest';
import { pacedClock } from '../../../src/cli/demo/paced-clock.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';

it.each([
  { factor: 4, passed: 40 },
  { factor: 1, passed: 10 },
  { factor: 0.5, passed: 5 },
])('in 10 ms a clock of factor $factor goes on by $passed ms', async ({ factor, passed }) => {
  const real = new VirtualClock();
  const began = real.now();
  const clock = pacedClock(real, factor);
  const start = clock.now();
  const rung: number[] = [];
  clock.alarm(after(start, millisOf(passed)), () => rung.push(real.now() - began));
  clock.alarm(after(start, millisOf(passed + 1)), () => rung.push(Number.NaN));
  clock.alarm(after(start, millisOf(1)), () => rung.push(Number.NaN))();
  await real.run(after(began, millisOf(10)));
  expect(clock.now() - start).toBe(passed);
  expect(rung).toEqual([10]);
});

it('a fast clock is never ahead: after two minutes of its own it goes as the other one', async () => {
  const real = new VirtualClock();
  const began = real.now();
  const clock = pacedClock(real, 10);
  expect(began - clock.now()).toBe(108_000);
  await real.run(after(began, millisOf(12_000)));
  expect(clock.now()).toBe(real.now());
  const rung: number[] = [];
  clock.alarm(after(clock.now(), millisOf(500)), () => rung.push(real.now() - began));
  await real.run(after(began, millisOf(13_000)));
  expect(clock.now()).toBe(real.now());
  expect(rung).toEqual([12_500]);
});
