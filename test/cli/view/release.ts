import { millisOf } from '../../../src/core/instant.ts';
import { metric, type Step, story } from '../support/story.ts';

function list(value: number): Float64Array {
  return Float64Array.of(value);
}

/** A release with a metric of each kind: one that held, a failing dry run, one whose backend is down (and answers with a clear-screen), one that waits. */
export const release: readonly Step[] = story(
  [
    metric('success-rate', {
      successCondition: 'result[0] >= 0.95',
      interval: millisOf(10_000),
      count: 5,
      failureLimit: 1,
    }),
    metric('error-rate', {
      failureCondition: 'result[0] > 0.05',
      interval: millisOf(12_000),
      count: 10,
      failureLimit: 3,
    }),
    metric('latenz-数据中心', { successCondition: 'result < 300', interval: millisOf(60_000), count: 3 }),
    metric('smoke', { initialDelay: millisOf(90_000), count: 1 }),
  ],
  [
    { metric: 'success-rate', at: 1, phase: 'Successful', text: '[0.991]', value: list(0.991) },
    { metric: 'error-rate', at: 1, phase: 'Successful', text: '[0.01]', value: list(0.01) },
    {
      metric: 'latenz-数据中心',
      at: 2,
      phase: 'Error',
      message: 'Get "http://10.0.0.1/": dial tcp 10.0.0.1:80: connect: connection refused\u001b[2J',
    },
    { metric: 'success-rate', at: 11, phase: 'Failed', text: '[0.93]', value: list(0.93) },
    { metric: 'error-rate', at: 13, phase: 'Successful', text: '[0.04]', value: list(0.04) },
    { metric: 'success-rate', at: 21, phase: 'Successful', text: '[0.96]', value: list(0.96) },
    { metric: 'error-rate', at: 25, phase: 'Failed', text: '[0.08]', value: list(0.08) },
    { metric: 'success-rate', at: 31, phase: 'Successful', text: '[0.98]', value: list(0.98) },
    { metric: 'success-rate', at: 41, phase: 'Successful', text: '[0.99]', value: list(0.99) },
  ],
  ['error-rate'],
);
