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
import { statusToJson } from '../../resources/run-status-json.ts';
import type { RunReport } from './run-report.ts';

/** Grows when a member is renamed, removed or changes its meaning; new members do not make it grow. */
export const REPORT_VERSION = 1;

/** The report as data, the same for JSON and YAML; docs/output.md describes it. Members without a value are left out. */
export function reportToJson(report: RunReport): JsonObject {
  const { verdict, metrics, ...said } = explanationToJson(report.explanation);
  return present({
    kind: 'VerdictReport',
    version: REPORT_VERSION,
    verdict,
    exitCode: report.exitCode,
    ...said,
    run: {
      name: report.name,
      namespace: report.namespace,
      uid: report.uid,
      source: report.source,
      args: report.args.map(({ name, value }) => ({ name, value })),
      startedAt: formatInstantExactly(report.startedAt),
      endedAt: formatInstantExactly(report.endedAt),
    },
    metrics,
    status: statusToJson(report.status),
    producedBy: { name: 'verdict', version: report.version },
  });
}

/** The verdict with its reasons as data: `verdict`, `sentence`, `phase`, `message` and `metrics`, as a report has them. */
export function explanationToJson({ verdict, sentence, phase, message, metrics }: Explanation): JsonObject {
  return present({ verdict, sentence, phase, message, metrics: metricsToJson(metrics) });
}

function metricsToJson(metrics: Explanation['metrics']): Json {
  return metrics.map(({ name, phase, dryRun, sentence, deciding, limits }: MetricExplanation) =>
    present({
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
  return present({
    phase,
    value,
    message,
    startedAt: momentToJson(startedAt),
    finishedAt: momentToJson(finishedAt),
    conditions: conditions.map(conditionToJson),
    source: source && present({ ...source }),
    note,
  });
}

function conditionToJson({ which, text, outcome, explained }: ConditionExplanation): JsonObject {
  return present({ which, text, outcome, explained: explained && explainedToJson(explained) });
}

/** A part of a condition with its value, and so on down to its smallest parts. */
export function explainedToJson({ text, value, error, parts }: Explained): JsonObject {
  return present({ text, value, error, parts: parts.length === 0 ? undefined : parts.map(explainedToJson) });
}

function limitToJson({ limit, had, allowed, isHit }: LimitCheck): JsonObject {
  return { limit, had, allowed, isHit };
}

function momentToJson(moment: Instant | undefined): string | undefined {
  return moment === undefined ? undefined : formatInstantExactly(moment);
}

function present(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  );
}
