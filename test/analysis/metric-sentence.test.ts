import { describe, expect, it } from 'vitest';
import { metricSentence } from '../../src/analysis/metric-sentence.ts';
import type { Metric } from '../../src/resources/analysis-spec.ts';
import type { MetricResult } from '../../src/resources/run-status.ts';
import { metric, result, seconds, T0 } from '../support/builders.ts';

const judged = metric('m', { count: 3, successCondition: 'result < 5' });
const last = (given: object) => [{ phase: 'Failed' as const, startedAt: T0, finishedAt: T0, ...given }];

describe('the sentence on a metric', () => {
  it.each<{ of: Metric; given: Partial<MetricResult>; says: string }>([
    {
      of: judged,
      given: { phase: 'Successful', count: 3, successful: 3 },
      says: 'm held: 3 of 3 measurements good; last value 1',
    },
    {
      of: metric('m', { count: 3, failureLimit: 1 }),
      given: { phase: 'Successful', count: 3, successful: 2, failed: 1, error: 1 },
      says: 'm held: 2 of 3 measurements good; 1 failed, 1 allowed; 1 error between; last value 1',
    },
    {
      of: metric('m', { interval: seconds(1), consecutiveSuccessLimit: 2 }),
      given: { phase: 'Successful', count: 5, consecutiveSuccess: 2 },
      says: 'm held: 2 successes in a row; last value 1',
    },
    {
      of: judged,
      given: { phase: 'Failed', failed: 1, count: 1, measurements: last({ value: '9' }) },
      says: 'm failed: 1 failure, 0 allowed; the last value 9 did not meet "result < 5"',
    },
    {
      of: { ...judged, failureCondition: 'result > 8' },
      given: { phase: 'Failed', failed: 1, count: 1, measurements: last({ value: '9' }) },
      says: 'm failed: 1 failure, 0 allowed; the last value 9 met the failureCondition "result > 8"',
    },
    {
      of: { ...judged, failureCondition: 'result > 8' },
      given: { phase: 'Inconclusive', inconclusive: 1, count: 1, measurements: last({ value: '6' }) },
      says: 'm is inconclusive: 1 unclear answer, 0 allowed; the last value 6 met neither condition',
    },
    {
      of: judged,
      given: { phase: 'Error', consecutiveError: 5, measurements: last({ message: 'down' }) },
      says: 'm could not be measured: 5 errors in a row, 4 allowed; last: down',
    },
    {
      of: metric('m', { count: 3, failureLimit: 'off', consecutiveSuccessLimit: 2 }),
      given: { phase: 'Failed', count: 3, failed: 2 },
      says: 'm failed: 3 measurements without 2 successes in a row; last value 1',
    },
    {
      of: judged,
      given: { phase: 'Inconclusive', inconclusive: 1, measurements: last({ message: 'Metric Terminated' }) },
      says: 'm was stopped while a measurement was under way',
    },
    {
      of: judged,
      given: { phase: 'Successful', count: 1 },
      says: 'm was stopped after 1 measurement, before its limits decided',
    },
    {
      of: judged,
      given: { phase: 'Successful', consecutiveError: 2, measurements: last({ message: 'down' }) },
      says: 'm was stopped before it had an answer, before its limits decided; 2 errors in a row; last: down',
    },
    { of: judged, given: { count: 1 }, says: 'm is being measured: 1 of 3 so far; last value 1' },
    {
      of: metric('m', { interval: seconds(1) }),
      given: { count: 1 },
      says: 'm is being measured: 1 without an end so far; last value 1',
    },
    { of: judged, given: { measurements: [] }, says: 'm was never measured' },
  ])('$says', ({ of, given, says }) => {
    expect(metricSentence(of, result('m', given), false)).toBe(says);
  });

  it('says of a metric without a measurement that one may come, while the run goes on', () => {
    expect(metricSentence(judged, undefined, true)).toBe('m has no measurement yet');
  });
});
