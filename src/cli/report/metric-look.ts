import type { MetricExplanation } from '../../analysis/explanation.ts';
import { lookOf, type PhaseLook } from '../view/phase-look.ts';

/** A metric is `Successful` upstream too when it was ended before it was decided, even without a single answer: that must not look as if it had held. */
export function wasStopped({ phase, limits }: MetricExplanation): boolean {
  const isDecided = limits.some(
    ({ limit, isHit }) => isHit && (limit === 'count' || limit === 'consecutiveSuccessLimit'),
  );
  return phase === 'Successful' && !isDecided;
}

/** How a metric looks in a report. */
export function lookOfMetric(metric: MetricExplanation): PhaseLook {
  return lookOf(wasStopped(metric) ? undefined : metric.phase);
}
