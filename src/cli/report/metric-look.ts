import type { MetricExplanation } from '../../analysis/explanation.ts';
import { lookOf, type PhaseLook } from '../view/phase-look.ts';

/** A metric is `Successful` upstream too when it was ended without a single answer: that must not look as if it had held. */
export function hasNoAnswer({ phase, limits }: MetricExplanation): boolean {
  return phase === 'Successful' && limits.some(({ limit, had }) => limit === 'count' && had === 0);
}

/** How a metric looks in a report. */
export function lookOfMetric(metric: MetricExplanation): PhaseLook {
  return lookOf(hasNoAnswer(metric) ? undefined : metric.phase);
}
