import type { AnalysisSpec, Metric, ReadySpec } from '../resources/analysis-spec.ts';
import type { MetricResult, RunStatus } from '../resources/run-status.ts';
import type { Verdict } from './explanation.ts';
import { breach } from './limits.ts';
import { hasReachedCount, resultOf } from './schedule.ts';

/**
 * What a release may conclude, computed beside upstream's phase, which stays as it is.
 * Never `pass` by accident: that needs a run that ended by itself and an answer for every metric that counts.
 */
export function verdictOf(spec: AnalysisSpec, status: RunStatus): Verdict {
  if (spec.kind === 'refused') return 'error';
  switch (status.phase) {
    case 'Failed':
      return 'fail';
    case 'Error':
      return 'error';
    case 'Inconclusive':
      return isUndecidedByItself(spec, status) ? 'undecided' : 'notEvaluated';
    case 'Successful':
      return isProven(spec, status) ? 'pass' : 'notEvaluated';
    default:
      return 'notEvaluated';
  }
}

function isProven(spec: ReadySpec, status: RunStatus): boolean {
  const counting = countingMetrics(spec);
  return counting.length > 0 && counting.every((metric) => isMetricProven(metric, resultOf(status, metric.name)));
}

/** True when a metric was measured and reached what it wanted: its count, or its streak of successes. */
export function isMetricProven(metric: Metric, result: MetricResult | undefined): boolean {
  if (result === undefined || result.phase !== 'Successful' || result.count === 0) return false;
  const streak = metric.consecutiveSuccessLimit;
  return hasReachedCount(metric, result) || (streak !== 'off' && result.consecutiveSuccess >= streak);
}

function countingMetrics(spec: ReadySpec): readonly Metric[] {
  return spec.metrics.filter(({ name }) => !spec.dryRun.has(name));
}

function isUndecidedByItself(spec: ReadySpec, status: RunStatus): boolean {
  return countingMetrics(spec).some((metric) => {
    const result = resultOf(status, metric.name);
    return result?.phase === 'Inconclusive' && !isInconclusiveByStop(metric, result);
  });
}

/** A stop turns what is in flight inconclusive. Where only that passed the limit, nothing was decided. */
export function isInconclusiveByStop(metric: Metric, result: MetricResult): boolean {
  if (result.phase !== 'Inconclusive' || result.measurements.at(-1)?.message !== 'Metric Terminated') return false;
  return breach(metric, { ...result, inconclusive: result.inconclusive - 1 }) === undefined;
}
