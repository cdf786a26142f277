import type { CompletedPhase } from '../resources/run-status.ts';

/** A Kubernetes event of a run, upstream's words (analysis.md §14). */
export interface RunEvent {
  readonly type: 'Normal' | 'Warning';
  /** `AnalysisRun<Phase>` or `Metric<Phase>`. */
  readonly reason: string;
  readonly message: string;
}

/** Tells that a run has ended. */
export function runEvent(phase: CompletedPhase): RunEvent {
  return { type: typeOf(phase), reason: `AnalysisRun${phase}`, message: `Analysis Completed. Result: ${phase}` };
}

/** Tells that a metric has ended. */
export function metricEvent(metric: string, phase: CompletedPhase): RunEvent {
  return { type: typeOf(phase), reason: `Metric${phase}`, message: `Metric '${metric}' Completed. Result: ${phase}` };
}

function typeOf(phase: CompletedPhase): RunEvent['type'] {
  return phase === 'Failed' || phase === 'Error' ? 'Warning' : 'Normal';
}
