import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/analysis/assess.ts';
import { record } from '../../src/analysis/record.ts';
import type { Answer } from '../../src/analysis/sample.ts';
import { isInFlight } from '../../src/analysis/schedule.ts';
import type { Metric } from '../../src/resources/analysis-spec.ts';
import { isCompleted, NOT_STARTED, type Phase, type RunStatus } from '../../src/resources/run-status.ts';
import { at, metric, ready, result, sample, seconds, T0 } from '../support/builders.ts';

const limited = metric('m', { interval: seconds(10), failureLimit: 2 });

describe('a metric', () => {
  it.each<{ given: string; of: Metric; counts: object; then: Phase }>([
    { given: 'as many failures as the limit', of: limited, counts: { failed: 2, count: 2 }, then: 'Running' },
    { given: 'one failure more than the limit', of: limited, counts: { failed: 3, count: 3 }, then: 'Failed' },
    {
      given: 'too many failures and an error streak',
      of: limited,
      counts: { failed: 3, consecutiveError: 5 },
      then: 'Error',
    },
    {
      given: 'too many failures and unclear answers',
      of: limited,
      counts: { failed: 3, inconclusive: 1 },
      then: 'Inconclusive',
    },
    {
      given: 'failures that never count',
      of: metric('m', { interval: seconds(1), failureLimit: 'off' }),
      counts: { failed: 99, count: 99 },
      then: 'Running',
    },
    {
      given: 'the streak it wanted',
      of: metric('m', { interval: seconds(1), consecutiveSuccessLimit: 3 }),
      counts: { consecutiveSuccess: 3, count: 3 },
      then: 'Successful',
    },
    {
      given: 'all measurements but not the streak',
      of: metric('m', { count: 4, consecutiveSuccessLimit: 3 }),
      counts: { consecutiveSuccess: 1, count: 4 },
      then: 'Inconclusive',
    },
    {
      given: 'all measurements, not the streak, and failures that never count',
      of: metric('m', { count: 4, consecutiveSuccessLimit: 3, failureLimit: 'off' }),
      counts: { consecutiveSuccess: 1, count: 4 },
      then: 'Failed',
    },
    {
      given: 'all measurements',
      of: metric('m', { count: 2 }),
      counts: { count: 2, successful: 2 },
      then: 'Successful',
    },
  ])('given $given, is $then', ({ of, counts, then }) => {
    const { status } = assess(ready([of]), { ...NOT_STARTED, metricResults: [result('m', counts)] }, T0);
    expect(status.metricResults[0]?.phase).toBe(then);
  });
});

describe('a look', () => {
  const errors = metric('m', { interval: seconds(60), count: 2 });

  it('that failed to answer is repeated after ten seconds, strictly, whatever the interval', () => {
    const { status } = record(ready([errors]), NOT_STARTED, [sample('m', 'Error', T0)], T0);
    expect(assess(ready([errors]), status, at(10))).toMatchObject({ due: [], wakeAt: at(10) });
    expect(assess(ready([errors]), status, at(11)).due).toEqual([{ kind: 'start', metric: 'm' }]);
  });

  it('counts its pause from the finish of the one before', () => {
    const slow = { ...sample('m', 'Successful', T0), finishedAt: at(5) };
    const { status } = record(ready([errors]), NOT_STARTED, [slow], at(5));
    expect(assess(ready([errors]), status, at(65)).due).toEqual([]);
    expect(assess(ready([errors]), status, at(66)).due).toHaveLength(1);
  });

  it('is delayed from the start of the run, and delays nothing else', () => {
    const spec = ready([metric('late', { initialDelay: seconds(30) }), metric('now')]);
    const first = assess(spec, NOT_STARTED, T0);
    expect(first.due).toEqual([{ kind: 'start', metric: 'now' }]);
    const { status } = record(spec, NOT_STARTED, [sample('now', 'Successful', T0)], T0);
    expect(status).toMatchObject({ phase: 'Running', startedAt: T0 });
    expect(assess(spec, status, at(29)).due).toEqual([]);
    expect(assess(spec, status, at(30)).due).toEqual([{ kind: 'start', metric: 'late' }]);
  });
});

describe('a run', () => {
  const job = metric('job', { count: 1 });
  const other = metric('other', { interval: seconds(10) });

  it('ends early when a metric that counts has failed, but tells what is in flight to stop first', () => {
    const spec = ready([job, other]);
    let { status } = record(spec, NOT_STARTED, [sample('job', 'Running', T0), sample('other', 'Failed', T0)], T0);
    expect(status.phase).toBe('Running');
    expect(assess(spec, status, T0).due).toEqual([{ kind: 'terminate', metric: 'job' }]);
    ({ status } = record(spec, status, [sample('job', 'Inconclusive', at(1), 'terminate')], at(1)));
    expect(status).toMatchObject({ phase: 'Failed', completedAt: at(1) });
    expect(status.metricResults[0]).toMatchObject({ phase: 'Inconclusive', message: 'Metric Terminated' });
  });

  it('does not end while a measurement that began meanwhile has not been told to stop', () => {
    const spec = ready([job, other]);
    const failed = record(spec, NOT_STARTED, [sample('other', 'Failed', T0)], T0);
    const landed = record(spec, failed.status, [sample('job', 'Running', T0)], at(1));
    expect(landed.status.phase).toBe('Running');
    expect(assess(spec, landed.status, at(1)).due).toEqual([{ kind: 'terminate', metric: 'job' }]);
  });

  it('ends although a stop could do nothing', () => {
    const spec = ready([job], { terminate: true });
    const { status } = record(
      spec,
      { ...NOT_STARTED, metricResults: [inFlight('job')] },
      [sample('job', 'Running', T0, 'terminate')],
      T0,
    );
    expect(status).toMatchObject({ phase: 'Successful', message: 'Run Terminated' });
  });

  it('lets the worst metric speak, Failed before Error, the first of equals', () => {
    const spec = ready([metric('a', { count: 1, consecutiveErrorLimit: 0 }), metric('b'), metric('c')]);
    const samples = [sample('a', 'Error', T0), sample('b', 'Failed', T0), sample('c', 'Failed', T0)];
    const { status, events } = record(spec, NOT_STARTED, samples, T0);
    expect(status).toMatchObject({
      phase: 'Failed',
      message: 'Metric "b" assessed Failed due to failed (1) > failureLimit (0)',
    });
    expect(events.map(({ reason }) => reason)).toEqual([
      'MetricError',
      'MetricFailed',
      'MetricFailed',
      'AnalysisRunFailed',
    ]);
  });

  it('keeps the newest measurements, after the provider has cleaned up', () => {
    const endless = metric('m', { interval: seconds(0) });
    const spec = ready([endless], { keep: new Map([['m', 2]]) });
    let status: RunStatus = NOT_STARTED;
    for (const second of [0, 1, 2])
      ({ status } = record(spec, status, [sample('m', 'Successful', at(second))], at(second)));
    expect(assess(spec, status, at(2)).due).toEqual([{ kind: 'collect', metric: 'm', keep: 2 }]);
    const collected = (outcome: 'done' | 'failed') =>
      record(spec, status, [{ kind: 'collected', metric: 'm', keep: 2, outcome }], at(2));
    expect(collected('failed').status.metricResults[0]?.measurements).toHaveLength(3);
    expect(collected('done').status.metricResults[0]).toMatchObject({
      count: 3,
      measurements: [{ startedAt: at(1) }, { startedAt: at(2) }],
    });
  });

  it('that was refused ends as Error and leaves the rest alone', () => {
    const { status, events } = assess(
      { kind: 'refused', message: 'Analysis spec invalid: no metrics specified' },
      NOT_STARTED,
      T0,
    );
    expect(status).toEqual({
      phase: 'Error',
      message: 'Analysis spec invalid: no metrics specified',
      metricResults: [],
    });
    expect(events).toEqual([
      { type: 'Warning', reason: 'AnalysisRunError', message: 'Analysis Completed. Result: Error' },
    ]);
  });
});

function inFlight(name: string) {
  return result(name, { measurements: [{ phase: 'Running', startedAt: T0 }] });
}

describe('whatever is measured', () => {
  const phases = fc.constantFrom<Answer['phase']>('Successful', 'Failed', 'Inconclusive', 'Error', 'Running');
  const metrics = fc.array(
    fc.record({
      interval: fc.constantFrom(seconds(0), seconds(5), seconds(30)),
      count: fc.integer({ min: 1, max: 4 }),
      failureLimit: fc.constantFrom<Metric['failureLimit']>(0, 1, 'off'),
      inconclusiveLimit: fc.integer({ min: 0, max: 2 }),
      consecutiveErrorLimit: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 3 },
  );

  it('asking twice at one instant changes nothing, and a run that has ended stays as it is', () => {
    fc.assert(
      fc.property(metrics, fc.array(phases, { minLength: 30, maxLength: 30 }), (given, answers) => {
        const spec = ready(given.map((one, index) => metric(`m${index}`, one)));
        let status: RunStatus = NOT_STARTED;
        for (const [pass, answer] of answers.entries()) {
          const now = at(pass * 11);
          const first = assess(spec, status, now);
          const second = assess(spec, first.status, now);
          expect(second.status).toEqual(first.status);
          expect(second.due).toEqual(first.due);
          ({ status } = first);
          const looks = first.due.filter((due) => due.kind !== 'collect');
          if (isCompleted(status.phase)) {
            expect(looks).toEqual([]);
            expect(status.metricResults.some(({ measurements }) => isInFlight(measurements.at(-1)))).toBe(false);
            continue;
          }
          const samples = looks.map(({ metric: name, kind }) =>
            sample(name, kind === 'terminate' ? 'Inconclusive' : answer, now, kind),
          );
          ({ status } = record(spec, status, samples, now));
        }
      }),
      { numRuns: 200 },
    );
  });
});
