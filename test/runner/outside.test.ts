import { expect, it } from 'vitest';
import { NOT_STARTED } from '../../src/resources/run-status.ts';
import { drive } from '../../src/runner/drive.ts';
import { Outside } from '../../src/runner/outside.ts';
import type { Progress } from '../../src/runner/progress.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { at, metric, ready, seconds, T0 } from '../support/builders.ts';
import { depsOf, resolvedFrom, type Scripted, scripted } from '../support/scripted-provider.ts';

function driven(answers: Readonly<Record<string, readonly Scripted[]>>, spec = ready([metric('m')])) {
  const clock = new VirtualClock(T0);
  const { provider, asked } = scripted(answers, clock);
  const outside = new Outside();
  const steps: Progress[] = [];
  const rests: boolean[] = [];
  let isOver = false;
  const run = {
    ref: { name: 'run', namespace: 'default', uid: 'u-1' },
    resolve: () => resolvedFrom(spec),
    status: NOT_STARTED,
    memory: new Map(),
    outside,
    onRest: (isLooking: boolean) => rests.push(isLooking),
  };
  const consume = async (): Promise<void> => {
    for await (const step of drive(run, depsOf(clock, provider))) steps.push(step);
    isOver = true;
  };
  void consume();
  return { clock, outside, asked, steps, rests, isOver: () => isOver };
}

it('a measurement in flight is looked at as soon as something is heard of it, and keeps its pauses otherwise', async () => {
  const { clock, outside, asked, steps } = driven({ m: [{ pendingFor: 2, phase: 'Successful' }] });
  await clock.run(at(1));
  expect(asked).toEqual(['m 1 start']);
  outside.lookAgain();
  await clock.run(at(2));
  expect(asked).toEqual(['m 1 start', 'm 1 resume']);
  expect(steps.at(-1)?.status.metricResults[0]?.measurements).toMatchObject([{ resumeAt: at(6) }]);
  outside.lookAgain();
  await clock.run(at(3));
  expect(steps.at(-1)?.status).toMatchObject({ phase: 'Successful', completedAt: at(2) });
});

it('a run that is wound down takes in what is under way and begins nothing', async () => {
  const spec = ready([metric('slow'), metric('often', { interval: seconds(1) })]);
  const { clock, outside, asked, steps, isOver } = driven({ slow: [{ value: 1, took: seconds(5) }] }, spec);
  await clock.run(at(0.5));
  outside.windDown();
  await clock.run(at(4));
  expect(isOver()).toBe(false);
  await clock.run(at(6));
  expect(isOver()).toBe(true);
  expect(asked).toEqual(['slow 1 start', 'often 1 start']);
  expect(steps.at(-1)?.status.metricResults).toMatchObject([{ name: 'often' }, { name: 'slow', phase: 'Successful' }]);
});

it('a run that is abandoned gives out nothing more', async () => {
  const { clock, outside, steps, isOver } = driven({ m: [{ value: 1, took: seconds(5) }] });
  await clock.run(at(1));
  const before = steps.length;
  outside.abandon();
  await clock.run(at(10));
  expect([isOver(), steps.length]).toEqual([true, before]);
});

it('whoever keeps a run hears when it waits, and for what', async () => {
  const spec = ready([metric('m', { interval: seconds(10), count: 2 })]);
  const { clock, rests } = driven({ m: [{ value: 1, took: seconds(1) }] }, spec);
  await clock.run(at(5));
  expect(rests).toEqual([true, false]);
  await clock.run(at(20));
  expect(rests).toEqual([true, false, true]);
});
