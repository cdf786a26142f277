import type { ReadySpec } from '../resources/analysis-spec.ts';
import type { MetricResult, RunStatus } from '../resources/run-status.ts';

/** True when the run is to end early: somebody asked for it, or a metric that counts has ended badly (analysis.md §5.1). */
export function isTerminating(spec: ReadySpec, status: RunStatus): boolean {
  return spec.terminate || status.metricResults.some(endedBadly);
}

// The flag stored with the result decides, not today's rules: that is how the original does it (analysis.md §9).
function endedBadly({ phase, dryRun }: MetricResult): boolean {
  return !dryRun && (phase === 'Failed' || phase === 'Error' || phase === 'Inconclusive');
}
