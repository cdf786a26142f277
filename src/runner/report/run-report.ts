import type { Explanation } from '../../analysis/explanation.ts';
import type { Instant } from '../../core/instant.ts';
import type { RunStatus } from '../../resources/run-status.ts';

/** Everything a person or a machine is told about a run that has ended (or was stopped). Holds no secret. */
export interface RunReport {
  /** Version of this program. */
  readonly version: string;
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** Where the metrics come from: names of templates, or of the AnalysisRun. */
  readonly source: readonly string[];
  /** Arguments as resolved, secrets as `*****`. */
  readonly args: readonly { readonly name: string; readonly value: string }[];
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly status: RunStatus;
  readonly explanation: Explanation;
  /** The code the process will exit with. */
  readonly exitCode: number;
}
