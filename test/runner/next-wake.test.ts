import { describe, expect, it } from 'vitest';
import { assess } from '../../src/analysis/assess.ts';
import type { Instant } from '../../src/core/instant.ts';
import { NOT_STARTED, type RunStatus } from '../../src/resources/run-status.ts';
import { drive } from '../../src/runner/drive.ts';
import { dueAfter } from '../../src/runner/next-wake.ts';
import type { Memory, Progress } from '../../src/runner/progress.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { at, metric, ready, result, seconds, T0 } from '../support/builders.ts';
import { depsOf, resolvedFrom, type Scripted, scripted } from '../support/scripted-provider.ts';

const SPEC = ready([
  metric('steady', { successCondition: 'result < 5', interval: seconds(30), count: 4, failureLimit: 1 }),
  metric('later', { interval: seconds(60), count: 2, initialDelay: seconds(40) }),
  metric('job', { interval: seconds(60), count: 2 }),
  metric('slow', { interval: seconds(45), count: 2 }),
]);
const ANSWERS: Readonly<Record<string, readonly Scripted[]>> = {
  steady: [{ value: 1 }, { value: 9 }, { value: 1 }],
  job: [{ pendingFor: 2, phase: 'Successful' }],
  slow: [{ error: 'down' }, { value: 1, took: seconds(20) }],
};

/** The steps of an undisturbed run. */
async function stepsOf(answers: Readonly<Record<string, readonly Scripted[]>>): Promise<readonly Progress[]> {
  const clock = new VirtualClock(T0);
  const run = {
    ref: { name: 'run', namespace: 'default', uid: 'u-1' },
    resolve: () => resolvedFrom(SPEC),
    status: NOT_STARTED,
    memory: new Map(),
  };
  const steps: Progress[] = [];
  const over = (async () => {
    for await (const step of drive(run, depsOf(clock, scripted(answers, clock).provider))) steps.push(step);
  })();
  await clock.run(at(3600));
  await over;
  return steps;
}

describe('when a run is due after a step', () => {
  it.each([
    { given: 'a run that succeeds', answers: ANSWERS },
    { given: 'a run that fails', answers: { ...ANSWERS, steady: [{ value: 9 }] } },
  ])(
    'is never later than it is looked at again, and only when there is something to do: $given',
    async ({ answers }) => {
      const steps = await stepsOf(answers);
      expect(steps.length).toBeGreaterThan(5);
      const looks = steps.flatMap(({ taken }) =>
        taken.flatMap(({ sample }) => ('startedAt' in sample ? [sample] : [])),
      );
      const moments = new Set([...looks.map(({ startedAt }) => startedAt), ...steps.map((step) => step.at)]);
      const isAMoment = (due: Instant): boolean => moments.has(due) || moments.has(((due as number) + 1) as Instant);
      for (const step of steps) {
        const due = dueAfter(step);
        expect(due).toBeGreaterThanOrEqual(step.at);
        for (const { startedAt } of looks) if (startedAt > step.at) expect(due).toBeLessThanOrEqual(startedAt);
        expect(isAMoment(due)).toBe(true);
      }
      expect(steps.map(dueAfter).filter((due, index) => due > (steps[index]?.at ?? 0))).not.toEqual([]);
    },
  );

  const endless = ready([metric('m', { interval: seconds(60) })]);
  const metricResults = [result('m', { count: 1, successful: 1 })];
  const looked = assess(endless, { ...NOT_STARTED, phase: 'Running', startedAt: T0, metricResults }, at(1)).status;
  const stepAt = (moment: Instant, status: RunStatus, memory: Memory = new Map()): Progress => ({
    at: moment,
    resolved: resolvedFrom(endless),
    status,
    memory,
    taken: [],
    events: [],
  });

  it.each<{ given: string; step: Progress; due: Instant }>([
    { given: 'that waits for its interval is the end of that', step: stepAt(at(1), looked), due: at(60) },
    { given: 'that has not begun is at once', step: stepAt(at(1), NOT_STARTED), due: at(1) },
    { given: 'whose interval is over is at once', step: stepAt(at(61), looked), due: at(61) },
    {
      given: 'whose backend wants to be left alone is when that is over',
      step: stepAt(at(61), looked, new Map([['m', { notBefore: at(300) }]])),
      due: at(300),
    },
    {
      given: 'with a look under way is at once, since nobody waits for its answer any more',
      step: stepAt(at(1), {
        ...looked,
        metricResults: [result('m', { measurements: [{ phase: 'Running', startedAt: T0 }] })],
      }),
      due: at(1),
    },
    { given: 'that is over is at once, for its end', step: stepAt(at(1), { ...looked, phase: 'Failed' }), due: at(1) },
    {
      given: 'that was asked for an early end is at once',
      step: { ...stepAt(at(1), looked), resolved: resolvedFrom({ ...endless, terminate: true }) },
      due: at(1),
    },
  ])('$given', ({ step, due }) => {
    expect(dueAfter(step)).toBe(due);
  });
});
