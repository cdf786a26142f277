import type { Metric } from '../resources/analysis-spec.ts';
import type { MetricResult } from '../resources/run-status.ts';
import type { LimitCheck } from './explanation.ts';

/** All counts of a metric against their limits. */
export function limitChecks(metric: Metric, result: MetricResult | undefined): readonly LimitCheck[] {
  const { failed = 0, inconclusive = 0, consecutiveError = 0, consecutiveSuccess = 0, count = 0 } = result ?? {};
  const streak = metric.consecutiveSuccessLimit;
  return [
    passed('failureLimit', failed, metric.failureLimit),
    passed('inconclusiveLimit', inconclusive, metric.inconclusiveLimit),
    passed('consecutiveErrorLimit', consecutiveError, metric.consecutiveErrorLimit),
    {
      limit: 'consecutiveSuccessLimit',
      had: consecutiveSuccess,
      allowed: streak,
      isHit: streak !== 'off' && consecutiveSuccess >= streak,
    },
    {
      limit: 'count',
      had: count,
      allowed: metric.count ?? 'endless',
      isHit: metric.count !== undefined && count >= metric.count,
    },
  ];
}

function passed(limit: LimitCheck['limit'], had: number, allowed: number | 'off'): LimitCheck {
  return { limit, had, allowed, isHit: allowed !== 'off' && had > allowed };
}
