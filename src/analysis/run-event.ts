/** A Kubernetes event of a run, upstream's words. */
export interface RunEvent {
  readonly type: 'Normal' | 'Warning';
  /** `AnalysisRun<Phase>` or `Metric<Phase>`. */
  readonly reason: string;
  readonly message: string;
}
