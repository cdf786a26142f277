import type { MetricExplanation, MetricResult, MetricSpec, Phase, Run } from '../api/wire.ts';

/** A metric of a run, with all that is known of it. */
export interface ShownMetric {
  readonly name: string;
  readonly phase: Phase;
  readonly spec: MetricSpec | undefined;
  readonly result: MetricResult;
  readonly explanation: MetricExplanation | undefined;
}

/**
 * Whether a metric was ended before it was decided. Upstream calls it `Successful` then too, even without a single answer: that must not
 * look as if it had held.
 */
export function wasStopped({ phase, explanation }: Pick<ShownMetric, 'phase' | 'explanation'>): boolean {
  const isDecided = (explanation?.limits ?? []).some(
    ({ limit, isHit }) => isHit && (limit === 'count' || limit === 'consecutiveSuccessLimit'),
  );
  return phase === 'Successful' && !isDecided;
}

const ORDER: readonly Phase[] = ['Failed', 'Error', 'Inconclusive'];

/** The metrics of a run: those that speak against the release first, then in the order of the template. */
export function metricsOf({ spec, status, explanation }: Run): readonly ShownMetric[] {
  const specs = new Map((spec.metrics ?? []).map((metric) => [metric.name, metric]));
  const results = new Map((status.metricResults ?? []).map((result) => [result.name, result]));
  const explained = new Map((explanation?.metrics ?? []).map((metric) => [metric.name, metric]));
  const names = [...new Set([...explained.keys(), ...specs.keys(), ...results.keys()])];
  const metrics = names.map((name) => ({
    name,
    phase: explained.get(name)?.phase ?? results.get(name)?.phase ?? '',
    spec: specs.get(name),
    result: results.get(name) ?? { name },
    explanation: explained.get(name),
  }));
  return metrics.sort((one, other) => rank(one) - rank(other));
}

/** Whether a metric speaks against the release. A dry run is against nothing. */
export function isAgainst({ phase, explanation }: Pick<ShownMetric, 'phase' | 'explanation'>): boolean {
  return ORDER.includes(phase) && explanation?.dryRun !== true;
}

function rank(metric: ShownMetric): number {
  return isAgainst(metric) ? ORDER.indexOf(metric.phase) : ORDER.length;
}
