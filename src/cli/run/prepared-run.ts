import type { Json } from '../../core/json.ts';
import type { RunStatus } from '../../resources/run-status.ts';
import type { ReadyRun } from '../../runner/begin/ready-run.ts';
import type { RunReport } from '../../runner/report/run-report.ts';

/** A run that is ready to go: everything that can be refused beforehand has been looked at. */
export interface PreparedRun extends ReadyRun {
  readonly source: readonly string[];
  readonly documents: readonly Json[];
  readonly pluginKinds: readonly string[];
  readonly args: RunReport['args'];
  /** What was witnessed before this process; absent when nothing was, or nobody asked for it. */
  readonly witnessed?: { readonly begin: RunStatus; readonly steps: readonly Json[] };
  /** Closes what was opened for it. */
  close(): Promise<void>;
}
