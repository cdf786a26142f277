import { type Instant, instantOf } from '../core/instant.ts';
import type { Redact } from '../core/secret.ts';
import type { Value } from '../core/value.ts';
import { explain } from '../evaluator/explain.ts';
import type { Explained } from '../evaluator/explained.ts';
import type { Metric } from '../resources/analysis-spec.ts';
import { type Measurement, type MetricResult, type Phase } from '../resources/run-status.ts';
import type { ConditionExplanation, DecidingMeasurement, MetricExplanation } from './explanation.ts';
import type { LastLook } from './last-look.ts';
import { limitChecks } from './limit-checks.ts';
import { metricSentence } from './metric-sentence.ts';

/** What there is to explain a metric from. */
export interface Explainable {
  readonly metric: Metric;
  readonly isDryRun: boolean;
  /** Whether its run is not over yet. */
  readonly isGoingOn: boolean;
  readonly result: MetricResult | undefined;
  readonly look: LastLook | undefined;
}

/** Why a metric stands where it stands: the newest measurement is the one that decided, because a metric stops measuring once decided. */
export function explainMetric(
  { metric, isDryRun, isGoingOn, result, look }: Explainable,
  redact: Redact,
): MetricExplanation {
  const deciding = result?.measurements.at(-1);
  const sentence = metricSentence(metric, result, isGoingOn);
  return {
    name: metric.name,
    ...(result && { phase: result.phase }),
    dryRun: isDryRun,
    sentence: redact(isDryRun ? `${sentence} (dry run: does not count)` : sentence),
    ...(deciding && { deciding: explainMeasurement(deciding, look, redact) }),
    limits: limitChecks(metric, result),
  };
}

function explainMeasurement(measurement: Measurement, look: LastLook | undefined, redact: Redact): DecidingMeasurement {
  const { phase, value, message, startedAt, finishedAt } = measurement;
  return {
    phase,
    ...(value !== undefined && { value }),
    ...(message !== undefined && { message }),
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    conditions:
      look?.value === undefined
        ? []
        : conditionsOf(look, look.value, { phase, at: finishedAt ?? instantOf(0) }, redact),
    ...(look?.source && { source: look.source }),
    ...(look?.note !== undefined && { note: look.note }),
  };
}

interface Judgement {
  readonly phase: Phase | '';
  readonly at: Instant;
}

function conditionsOf(
  look: LastLook,
  value: Value,
  judgement: Judgement,
  redact: Redact,
): readonly ConditionExplanation[] {
  return (['successCondition', 'failureCondition'] as const).flatMap((which) => {
    const text = look[which];
    if (text === '') return [];
    if (look.language === 'jsonata')
      return [{ which, text: redact(text), outcome: impliedOutcome(which, look, judgement.phase) }];
    const explained = redactExplained(explain(text, value, judgement.at, look.patience), redact);
    const isKnown = explained.value !== undefined || explained.error !== undefined;
    const outcome = isKnown ? (explained.value ?? explained.error ?? '') : impliedOutcome(which, look, judgement.phase);
    return [{ which, text: redact(text), outcome, explained }];
  });
}

/** JSONata can only be asked again later; what it said follows from the phase. */
function impliedOutcome(which: ConditionExplanation['which'], look: LastLook, phase: Phase | ''): string {
  if (phase === 'Error') return 'could not be evaluated';
  if (phase === 'Inconclusive') return 'false';
  const failed = phase === 'Failed';
  if (which === 'failureCondition') return String(failed);
  return failed && look.failureCondition !== '' ? 'overruled by the failureCondition' : String(!failed);
}

function redactExplained({ text, value, error, parts }: Explained, redact: Redact): Explained {
  return {
    text: redact(text),
    ...(value !== undefined && { value: redact(value) }),
    ...(error !== undefined && { error: redact(error) }),
    parts: parts.map((part) => redactExplained(part, redact)),
  };
}
