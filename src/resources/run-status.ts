import type { Instant } from '../core/instant.ts';
import type { Metadata } from '../core/reading.ts';

/** Phases shared by runs, metrics and measurements. */
export type Phase = 'Pending' | 'Running' | CompletedPhase;
export type CompletedPhase = 'Successful' | 'Failed' | 'Error' | 'Inconclusive';

const COMPLETED: ReadonlySet<string> = new Set<CompletedPhase>(['Successful', 'Failed', 'Error', 'Inconclusive']);

/** True for the four phases after which nothing changes any more. */
export function isCompleted(phase: string | undefined): phase is CompletedPhase {
  return phase !== undefined && COMPLETED.has(phase);
}

/** One look. It is in flight while it has no `finishedAt`. */
export interface Measurement {
  readonly phase: Phase | '';
  readonly message?: string;
  readonly value?: string;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  readonly resumeAt?: Instant;
  readonly metadata?: Metadata;
}

/** Where one metric stands. Counters are absent in the stored form when zero; here they are numbers. */
export interface MetricResult {
  readonly name: string;
  readonly phase: Phase | '';
  readonly message?: string;
  /** The newest measurements, oldest first. */
  readonly measurements: readonly Measurement[];
  /** successful + failed + inconclusive. */
  readonly count: number;
  readonly successful: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly error: number;
  readonly consecutiveError: number;
  readonly consecutiveSuccess: number;
  readonly dryRun: boolean;
  readonly metadata?: Metadata;
}

/** How many metrics there are and how those that ended did; numbers of metrics, not of measurements. */
export interface RunSummary {
  readonly count: number;
  readonly successful: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly error: number;
}

/** `AnalysisRun.status`, with times as moments. `run-status-json.ts` reads and writes the stored form. */
export interface RunStatus {
  /** Empty before the first pass. */
  readonly phase: Phase | '';
  readonly message?: string;
  readonly metricResults: readonly MetricResult[];
  readonly startedAt?: Instant;
  readonly completedAt?: Instant;
  /** Absent until the run was judged once. */
  readonly runSummary?: RunSummary;
  readonly dryRunSummary?: RunSummary;
}

/** The status of a run that nobody has looked at yet. */
export const NOT_STARTED: RunStatus = { phase: '', metricResults: [] };
