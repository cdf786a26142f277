import type {
  ConditionExplanation,
  DecidingMeasurement,
  Explanation,
  LimitCheck,
  MetricExplanation,
} from '../../analysis/explanation.ts';
import { formatInstantExactly, type Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Explained } from '../../evaluator/explained.ts';
import { withoutAbsent } from './without-absent.ts';

/** The verdict with its reasons as data: `verdict`, `sentence`, `phase`, `message` and `metrics`, as a report has them. */
export function explanationToJson({ verdict, sentence, phase, message, metrics }: Explanation): JsonObject {
  return withoutAbsent({ verdict, sentence, phase, message, metrics: metricsToJson(metrics) });
}

function metricsToJson(metrics: Explanation['metrics']): Json {
  return metrics.map(({ name, phase, dryRun, sentence, deciding, limits }: MetricExplanation) =>
    withoutAbsent({
      name,
      phase,
      dryRun,
      sentence,
      deciding: deciding && decidingToJson(deciding),
      limits: limits.map(limitToJson),
    }),
  );
}

function decidingToJson(deciding: DecidingMeasurement): JsonObject {
  const { phase, value, message, startedAt, finishedAt, conditions, source, note } = deciding;
  return withoutAbsent({
    phase,
    value,
    message,
    startedAt: momentToJson(startedAt),
    finishedAt: momentToJson(finishedAt),
    conditions: conditions.map(conditionToJson),
    source: source && withoutAbsent({ ...source }),
    note,
  });
}

function conditionToJson({ which, text, outcome, explained }: ConditionExplanation): JsonObject {
  return withoutAbsent({ which, text, outcome, explained: explained && explainedToJson(explained) });
}

/** A part of a condition with its value, and so on down to its smallest parts. */
export function explainedToJson({ text, value, error, parts }: Explained): JsonObject {
  return withoutAbsent({ text, value, error, parts: parts.length === 0 ? undefined : parts.map(explainedToJson) });
}

function limitToJson({ limit, had, allowed, isHit }: LimitCheck): JsonObject {
  return { limit, had, allowed, isHit };
}

function momentToJson(moment: Instant | undefined): string | undefined {
  return moment === undefined ? undefined : formatInstantExactly(moment);
}
