import type { Redact } from '../core/secret.ts';
import type { AnalysisSpec, ReadySpec } from '../resources/analysis-spec.ts';
import { isCompleted, type RunStatus } from '../resources/run-status.ts';
import { explainMetric } from './explain-metric.ts';
import type { Explanation, MetricExplanation, Verdict } from './explanation.ts';
import type { LastLook } from './last-look.ts';
import { resultOf } from './schedule.ts';
import { verdictOf } from './verdict.ts';

/**
 * The verdict with its reasons, for a run that has ended or still goes on.
 *
 * @param looks  per metric name, what is known of its newest look; a metric without one is explained from its status alone
 * @param redact takes secrets out of everything that is shown
 */
export function explainRun(
  spec: AnalysisSpec,
  status: RunStatus,
  looks: ReadonlyMap<string, LastLook>,
  redact: Redact,
): Explanation {
  const verdict = verdictOf(spec, status);
  const metrics = spec.kind === 'ready' ? explainMetrics(spec, status, looks, redact) : [];
  const sentence = spec.kind === 'refused' ? redact(spec.message) : runSentence(spec, status, verdict, metrics);
  return {
    verdict,
    phase: status.phase,
    sentence: `${isGoingOn(spec, status) ? 'running' : verdict}: ${sentence}`,
    ...(status.message !== undefined && { message: redact(status.message) }),
    metrics,
  };
}

function explainMetrics(
  spec: ReadySpec,
  status: RunStatus,
  looks: ReadonlyMap<string, LastLook>,
  redact: Redact,
): readonly MetricExplanation[] {
  return spec.metrics.map((metric) =>
    explainMetric(
      {
        metric,
        isDryRun: spec.dryRun.has(metric.name),
        isGoingOn: isGoingOn(spec, status),
        result: resultOf(status, metric.name),
        look: looks.get(metric.name),
      },
      redact,
    ),
  );
}

const DECIDING_PHASE = { fail: 'Failed', error: 'Error', undecided: 'Inconclusive' } as const;

function runSentence(
  spec: ReadySpec,
  status: RunStatus,
  verdict: Verdict,
  metrics: readonly MetricExplanation[],
): string {
  const counting = metrics.filter(({ dryRun }) => !dryRun);
  switch (verdict) {
    case 'pass':
      return counting.length === 1
        ? sentences(counting)
        : `all ${counting.length} metrics held: ${sentences(counting)}`;
    case 'fail':
    case 'error':
    case 'undecided': {
      const deciding = counting.filter(({ phase }) => phase === DECIDING_PHASE[verdict]);
      return deciding.length === 0 ? (status.message ?? 'the run ended so') : sentences(deciding);
    }
    case 'notEvaluated':
      return whyNotEvaluated(spec, status, counting);
  }
}

function whyNotEvaluated(spec: ReadySpec, status: RunStatus, counting: readonly MetricExplanation[]): string {
  if (counting.length === 0) return 'every metric is a dry run, so nothing was to be decided';
  if (isGoingOn(spec, status)) return sentences(counting);
  const open = counting.filter(({ phase, deciding }) => phase !== 'Successful' || deciding === undefined);
  const why = spec.terminate
    ? 'the run was stopped before its limits decided'
    : 'the run ended without an answer for every metric';
  return `${why}: ${sentences(open.length > 0 ? open : counting)}`;
}

/** Nothing can be concluded yet. */
function isGoingOn(spec: AnalysisSpec, { phase }: RunStatus): boolean {
  return spec.kind === 'ready' && !spec.terminate && !isCompleted(phase);
}

/** Of more metrics than this only the first are spoken of: each has its own sentence beside the run's. */
const MOST_TOLD = 4;

function sentences(metrics: readonly MetricExplanation[]): string {
  const told = metrics.length > MOST_TOLD ? metrics.slice(0, MOST_TOLD - 1) : metrics;
  const more = metrics.length - told.length;
  return [...told.map(({ sentence }) => sentence), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
