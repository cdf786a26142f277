import type { Metric } from '../resources/analysis-spec.ts';
import { isCompleted, type MetricResult, type Phase } from '../resources/run-status.ts';
import { breach } from './limits.ts';
import { hasReachedCount, isInFlight } from './schedule.ts';

/** The phase of a metric that has a result, by the rules of analysis.md §7 in their order. */
export function judgeMetric(metric: Metric, result: MetricResult, terminating: boolean): Phase {
  if (isCompleted(result.phase)) return result.phase;
  const last = result.measurements.at(-1);
  if (last === undefined) return terminating ? 'Successful' : 'Pending';
  if (isInFlight(last)) return 'Running';
  const broken = breach(metric, result);
  if (broken !== undefined) return broken.phase;
  const streak = metric.consecutiveSuccessLimit;
  if (streak !== 'off' && result.consecutiveSuccess >= streak) return 'Successful';
  if (hasReachedCount(metric, result)) return atCount(metric);
  return terminating ? 'Successful' : 'Running';
}

/** All measurements are there and no limit decided. A metric that wanted a streak of successes has not had it. */
function atCount({ failureLimit, consecutiveSuccessLimit }: Metric): Phase {
  if (failureLimit === 'off') return 'Failed';
  return consecutiveSuccessLimit === 'off' ? 'Successful' : 'Inconclusive';
}
