import type { ReadySpec } from '../resources/analysis-spec.ts';
import type { MetricResult, RunStatus } from '../resources/run-status.ts';
import type { CollectDue, Collected } from './sample.ts';

/** Measurements kept per metric where no rule says otherwise. */
export const DEFAULT_KEEP = 10;

/** The clean-ups to make before old measurements are forgotten: one per metric that has more than it keeps (analysis.md §10). */
export function collectsDue(spec: ReadySpec, status: RunStatus): readonly CollectDue[] {
  return status.metricResults.flatMap(({ name, measurements }) => {
    const keep = keepOf(spec, name);
    return measurements.length > keep ? [{ kind: 'collect', metric: name, keep } as const] : [];
  });
}

/** Forgets the oldest measurements of the metrics whose clean-up went well. A failed clean-up also spares the metrics after it. */
export function trim(status: RunStatus, collected: readonly Collected[]): RunStatus {
  const failedAt = collected.findIndex(({ outcome }) => outcome === 'failed');
  const reached = failedAt === -1 ? collected : collected.slice(0, failedAt);
  const keeps = new Map(reached.filter(({ outcome }) => outcome === 'done').map(({ metric, keep }) => [metric, keep]));
  if (keeps.size === 0) return status;
  return { ...status, metricResults: status.metricResults.map((result) => newest(result, keeps.get(result.name))) };
}

function newest(result: MetricResult, keep: number | undefined): MetricResult {
  return keep === undefined ? result : { ...result, measurements: result.measurements.slice(-keep) };
}

function keepOf(spec: ReadySpec, metric: string): number {
  return spec.keep.get(metric) ?? DEFAULT_KEEP;
}
