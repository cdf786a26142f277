import type { Instant } from '../core/instant.ts';
import type { Explained } from '../evaluator/explained.ts';
import type { Phase } from '../resources/run-status.ts';

/**
 * What a release may conclude from a run.
 * `pass`: ended by itself, and every metric that is no dry run was measured. `fail`: a limit on failures was passed.
 * `undecided`: inconclusive. `error`: no judgement was possible. `notEvaluated`: stopped before its limits decided,
 * never measured, or only dry-run metrics.
 */
export type Verdict = 'pass' | 'fail' | 'undecided' | 'error' | 'notEvaluated';

/** Why a run has the verdict it has, for machines and, in its sentences, for people. */
export interface Explanation {
  readonly verdict: Verdict;
  /** Upstream's phase beside it, which may say less: a terminated run is `Successful` there. */
  readonly phase: Phase | '';
  /** One plain sentence, the verdict before it; `running` where nothing can be concluded yet. */
  readonly sentence: string;
  /** Upstream's message of the run, where it has one. */
  readonly message?: string;
  /** One per metric of the spec, in its order. */
  readonly metrics: readonly MetricExplanation[];
}

export interface MetricExplanation {
  readonly name: string;
  /** Absent for a metric that was never looked at. */
  readonly phase?: Phase | '';
  readonly dryRun: boolean;
  /** One plain sentence, such as `error-rate failed: 0.41 where "result[0] < 0.05" was wanted; 2 failures, 1 allowed`. */
  readonly sentence: string;
  /** The measurement that decided, or the last one so far. */
  readonly deciding?: DecidingMeasurement;
  /** The counts against their limits. */
  readonly limits: readonly LimitCheck[];
}

export interface DecidingMeasurement {
  readonly phase: Phase | '';
  /** As the status shows it. */
  readonly value?: string;
  readonly message?: string;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  /** The conditions that were judged, with the values of their parts. */
  readonly conditions: readonly ConditionExplanation[];
  /** Where the answer came from, when the runner kept it: address, status, first characters of the body. Secrets taken out. */
  readonly source?: AnswerSource;
  /** What the provider wanted said, such as that the body was no JSON. */
  readonly note?: string;
}

export interface ConditionExplanation {
  readonly which: 'successCondition' | 'failureCondition';
  readonly text: string;
  /** `true`, `false`, or why there is neither. */
  readonly outcome: string;
  /** Absent for conditions in JSONata. */
  readonly explained?: Explained;
}

export interface AnswerSource {
  readonly address: string;
  readonly status?: number;
  /** At most 200 characters. */
  readonly body?: string;
  readonly error?: string;
}

/** One limit: `had` against `allowed`. Breached when above; for `consecutiveSuccessLimit` and `count`, reached when equal or above. */
export interface LimitCheck {
  readonly limit: 'failureLimit' | 'inconclusiveLimit' | 'consecutiveErrorLimit' | 'consecutiveSuccessLimit' | 'count';
  readonly had: number;
  readonly allowed: number | 'off' | 'endless';
  readonly isHit: boolean;
}
