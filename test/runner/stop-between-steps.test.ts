import { expect, it } from 'vitest';
import { NOT_STARTED, type RunStatus } from '../../src/resources/run-status.ts';
import { drive, type LiveRun } from '../../src/runner/drive.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { metric, ready, seconds, T0 } from '../support/builders.ts';
import { depsOf, resolvedFrom, scripted } from '../support/scripted-provider.ts';

const spec = ready([metric('m', { successCondition: 'result < 5', interval: seconds(3600), count: 3 })]);

it.each([1, 2])('a run that is asked to end while step %i is being saved ends at once', async (step) => {
  const clock = new VirtualClock(T0);
  const stop = new AbortController();
  const run: LiveRun = {
    ref: { name: 'run', namespace: 'default', uid: 'u-1' },
    resolve: () => resolvedFrom(spec),
    status: NOT_STARTED,
    memory: new Map(),
    stop: stop.signal,
  };
  let steps = 0;
  let status: RunStatus = NOT_STARTED;
  for await (const progress of drive(run, depsOf(clock, scripted({ m: [{ value: 1 }] }, clock).provider))) {
    ({ status } = progress);
    steps += 1;
    // The consumer takes a turn of the event loop over each step, as one that writes files does.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    if (steps === step) stop.abort();
  }
  expect(status).toMatchObject({ phase: 'Successful', message: 'Run Terminated', completedAt: T0 });
  expect(clock.now()).toBe(T0);
});
