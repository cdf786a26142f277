import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/analysis/explanation.ts';
import { verdictOf } from '../../src/analysis/verdict.ts';
import type { AnalysisSpec } from '../../src/resources/analysis-spec.ts';
import { NOT_STARTED, type RunStatus } from '../../src/resources/run-status.ts';
import { metric, ready, result, seconds, T0 } from '../support/builders.ts';

const one = ready([metric('m', { count: 2 })]);
const stopped = { ...one, terminate: true };
const endless = ready([metric('m', { interval: seconds(10) })], { terminate: true });
const terminated = { phase: 'Inconclusive', message: 'Metric Terminated', startedAt: T0, finishedAt: T0 } as const;

function ended(phase: RunStatus['phase'], ...metricResults: RunStatus['metricResults']): RunStatus {
  return { ...NOT_STARTED, phase, metricResults };
}

describe('the verdict', () => {
  it.each<{ given: string; spec: AnalysisSpec; status: RunStatus; then: Verdict }>([
    {
      given: 'all measurements, all good',
      spec: one,
      status: ended('Successful', result('m', { phase: 'Successful', count: 2 })),
      then: 'pass',
    },
    {
      given: 'a failed metric',
      spec: one,
      status: ended('Failed', result('m', { phase: 'Failed', failed: 1 })),
      then: 'fail',
    },
    {
      given: 'a failed metric, then a stop',
      spec: stopped,
      status: ended('Failed', result('m', { phase: 'Failed', failed: 1 })),
      then: 'fail',
    },
    {
      given: 'an error streak',
      spec: one,
      status: ended('Error', result('m', { phase: 'Error', consecutiveError: 5 })),
      then: 'error',
    },
    {
      given: 'unclear answers',
      spec: one,
      status: ended('Inconclusive', result('m', { phase: 'Inconclusive', inconclusive: 1 })),
      then: 'undecided',
    },
    { given: 'a run still going on', spec: one, status: ended('Running', result('m')), then: 'notEvaluated' },
    { given: 'a run nobody looked at', spec: one, status: NOT_STARTED, then: 'notEvaluated' },
    {
      given: 'a stop after one of two measurements',
      spec: stopped,
      status: ended('Successful', result('m', { phase: 'Successful', count: 1 })),
      then: 'notEvaluated',
    },
    {
      given: 'a stop after the last measurement',
      spec: stopped,
      status: ended('Successful', result('m', { phase: 'Successful', count: 2 })),
      then: 'pass',
    },
    {
      given: 'a stop of a metric without an end',
      spec: endless,
      status: ended('Successful', result('m', { phase: 'Successful', count: 99 })),
      then: 'notEvaluated',
    },
    {
      given: 'a stop that made a Job inconclusive',
      spec: stopped,
      status: ended(
        'Inconclusive',
        result('m', { phase: 'Inconclusive', inconclusive: 1, measurements: [terminated] }),
      ),
      then: 'notEvaluated',
    },
    {
      given: 'unclear answers over the limit before the stop',
      spec: stopped,
      status: ended(
        'Inconclusive',
        result('m', { phase: 'Inconclusive', inconclusive: 2, measurements: [terminated] }),
      ),
      then: 'undecided',
    },
    {
      given: 'only dry-run metrics',
      spec: { ...one, dryRun: new Set(['m']) },
      status: ended('Successful', result('m', { phase: 'Successful', count: 2 })),
      then: 'notEvaluated',
    },
    {
      given: 'a metric without a result beside a good one',
      spec: ready([metric('m', { count: 2 }), metric('absent')]),
      status: ended('Successful', result('m', { phase: 'Successful', count: 2 })),
      then: 'notEvaluated',
    },
    {
      // Upstream reads a negative count as reached at once, even by an error: it calls such a run successful.
      given: 'a negative count reached by an error',
      spec: ready([metric('m', { count: -1 })]),
      status: ended('Successful', result('m', { phase: 'Successful', error: 1, consecutiveError: 1 })),
      then: 'notEvaluated',
    },
    { given: 'a refused spec', spec: { kind: 'refused', message: 'no' }, status: ended('Error'), then: 'error' },
  ])('given $given, is $then', ({ spec, status, then }) => {
    expect(verdictOf(spec, status)).toBe(then);
  });
});
