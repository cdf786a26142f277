import { describe, expect, it } from 'vitest';
import { pollWait } from '../../../../src/cli/run/remote/poll-wait.ts';
import type { RemoteRun } from '../../../../src/cli/run/remote/remote-run.ts';
import { resolvedOf, type ShownStep, stepsBetween } from '../../../../src/cli/run/remote/steps-between.ts';
import { millisOf } from '../../../../src/core/instant.ts';
import type { RunStatus } from '../../../../src/resources/run-status.ts';
import { at, type Brings, metric, story, T0 } from '../../support/story.ts';

const METRICS = [
  metric('errors', { interval: millisOf(10_000), count: 9, failureLimit: 2 }),
  metric('latency', { interval: millisOf(10_000), count: 2 }),
];
const BRINGS: readonly Brings[] = [
  { metric: 'errors', at: 1, phase: 'Successful', text: '1' },
  { metric: 'latency', at: 2, phase: 'Successful', text: '200' },
  { metric: 'errors', at: 11, phase: 'Failed', text: '2' },
  { metric: 'latency', at: 12, phase: 'Successful', text: '210', note: 'old' },
  { metric: 'errors', at: 21, phase: 'Error', message: 'away' },
];
/** The beginning, then a step a measurement. */
const STEPS = story(METRICS, BRINGS).filter(({ progress: { taken } }, index) => index === 0 || taken.length > 0);

/** The run as it is seen after so many of its measurements. */
function seenAfter(count: number): RemoteRun {
  const step = STEPS[count];
  if (step === undefined) throw new Error(`there are ${STEPS.length} steps`);
  const { progress, explanation } = step;
  return { id: 'u', name: 'checkout', namespace: 'shop', source: [], args: [], status: progress.status, explanation };
}

function told(before: RunStatus | undefined, run: RemoteRun): unknown[] {
  return stepsBetween(before, run, T0).map(({ progress: { taken, events, at: moment }, explanation }: ShownStep) => [
    (moment - T0) / 1000,
    ...taken.map(({ sample, note }) => [sample.metric, sample.kind === 'measured' && sample.answer.phase, note]),
    ...events.map(({ message }) => message),
    explanation.metrics.filter(({ deciding }) => deciding !== undefined).map(({ name }) => name),
  ]);
}

describe('what happened between two looks', () => {
  it('is each measurement in the order of their ends, and what was decided', () => {
    expect(told(seenAfter(1).status, seenAfter(4))).toEqual([
      [2, ['latency', 'Successful', undefined], ['errors']],
      [11, ['errors', 'Failed', undefined], ['errors', 'latency']],
      [12, ['latency', 'Successful', 'old'], ['errors', 'latency']],
      [12, "Metric 'latency' Completed. Result: Successful", ['errors', 'latency']],
    ]);
  });

  it('counts up to each measurement, whatever came behind it', () => {
    const steps = stepsBetween(undefined, seenAfter(5), T0);
    const counted = steps.map(({ progress: { taken }, explanation }) => {
      const name = taken[0]?.sample.metric;
      const limits = explanation.metrics.find((one) => one.name === name)?.limits ?? [];
      return [name, ...limits.flatMap(({ limit, had }) => (had > 0 ? `${limit} ${had}` : []))];
    });
    expect(counted).toEqual([
      ['errors', 'count 1'],
      ['latency', 'count 1'],
      ['errors', 'failureLimit 1', 'count 2'],
      ['latency', 'consecutiveSuccessLimit 2', 'count 2'],
      ['errors', 'failureLimit 1', 'consecutiveErrorLimit 1', 'count 2'],
      [undefined],
    ]);
  });

  it('is everything at the first look', () => {
    expect(told(undefined, seenAfter(2))).toHaveLength(3);
  });

  it('is no measurement where there was none', () => {
    expect(told(seenAfter(5).status, seenAfter(5))).toEqual([[0, ['errors', 'latency']]]);
  });

  it('is nothing before the first step', () => {
    const { explanation: _, ...run } = seenAfter(0);
    expect(stepsBetween(undefined, run, T0)).toEqual([]);
  });
});

describe('the next question', () => {
  const { progress } = STEPS[2] ?? {};
  if (progress === undefined) throw new Error('there is a step');
  const { status, resolved } = progress;

  it.each([
    { when: 'the next measurement is due', now: at(2), idle: 0, seconds: 9.5 },
    { when: 'one is under way', now: at(12), idle: 0, seconds: 1 },
    { when: 'one has been under way for long', now: at(60), idle: 3, seconds: 8 },
    { when: 'one is under way for ever', now: at(600), idle: 30, seconds: 15 },
  ])('may wait $seconds s when $when', ({ now, idle, seconds }) => {
    expect(pollWait(resolved, status, now, idle)).toBe(seconds * 1000);
  });

  it('may wait no longer than what stands before the service, and asks for a run that it cannot read too', () => {
    const far = { ...status, startedAt: at(0), metricResults: [] };
    const slow = {
      ...resolved,
      spec: { ...resolved.spec, metrics: [metric('m', { initialDelay: millisOf(900_000) })] },
    };
    expect(pollWait(slow as typeof resolved, far, at(1), 0)).toBe(50_000);
    expect(pollWait(resolvedOf(seenAfter(1)), status, at(1), 0)).toBe(1_000);
  });
});
