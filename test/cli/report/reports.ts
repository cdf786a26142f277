import { millisOf } from '../../../src/core/instant.ts';
import type { RunReport } from '../../../src/runner/report/run-report.ts';
import { metric, reportOf, story } from '../support/story.ts';

/** What a backend may answer to steer a terminal, break out of a quotation or call people. */
export const HOSTILE = '\u001b[2J\u009b31m\u202e<b>&"\']]> @everyone ```x``` |\u0000\u2028 http://evil/';

/** A run that failed on its first metric while the second had no answer and the third was never looked at. */
export const failed: RunReport = reportOf(
  story(
    [
      metric('success-rate', {
        successCondition: 'result[0] >= 0.95',
        interval: millisOf(10_000),
        count: 3,
        failureLimit: 1,
      }),
      metric('errors', { failureCondition: 'result[0] > 0.05', interval: millisOf(10_000), count: 3 }),
      metric('smoke', { initialDelay: millisOf(90_000), count: 1 }),
    ],
    [
      { metric: 'errors', at: 1, phase: 'Error', message: 'connection refused' },
      { metric: 'success-rate', at: 1, phase: 'Failed', text: '[0.9]', value: Float64Array.of(0.9) },
      {
        metric: 'success-rate',
        at: 11,
        phase: 'Failed',
        text: '[0.93]',
        value: Float64Array.of(0.93),
        source: { address: 'http://prometheus:9090/api/v1/query', status: 200, body: '{"status":"success"}' },
        note: 'the answer was old',
      },
    ],
  ),
  1,
);

/** A run whose single metric held. */
export const passed: RunReport = reportOf(
  story(
    [metric('success-rate', { successCondition: 'result[0] >= 0.95', count: 1 })],
    [{ metric: 'success-rate', at: 1, phase: 'Successful', text: '[0.99]', value: Float64Array.of(0.99) }],
  ),
  0,
);

/** A run in which a dry run failed and the metric that counts is inconclusive. */
export const undecided: RunReport = reportOf(
  story(
    [
      metric('latency', { successCondition: 'result < 1', failureCondition: 'result > 2', count: 1 }),
      metric('dry', { count: 1 }),
    ],
    [
      { metric: 'dry', at: 1, phase: 'Failed', text: '5' },
      { metric: 'latency', at: 2, phase: 'Inconclusive', text: '1.5', value: 1.5 },
    ],
    ['dry'],
  ),
  2,
);

/** A run that was stopped before anything was decided. */
export const stopped: RunReport = reportOf(story([metric('slow', { interval: millisOf(60_000), count: 9 })], []), 5);

/** A run in which everything that can come from outside is hostile. */
export const hostile: RunReport = reportOf(
  story(
    [metric(HOSTILE, { count: 1 })],
    [
      {
        metric: HOSTILE,
        at: 1,
        phase: 'Failed',
        text: HOSTILE,
        message: HOSTILE,
        note: HOSTILE,
        source: { address: HOSTILE, body: HOSTILE, error: HOSTILE },
      },
    ],
  ),
  1,
  { name: HOSTILE, namespace: HOSTILE, source: [HOSTILE], args: [{ name: HOSTILE, value: HOSTILE }] },
);
