import { formatInstantExactly } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { statusToJson } from '../../resources/run-status-json.ts';
import { explanationToJson } from './explanation-json.ts';
import type { RunReport } from './run-report.ts';
import { withoutAbsent } from './without-absent.ts';

/** Grows when a member is renamed, removed or changes its meaning; new members do not make it grow. */
export const REPORT_VERSION = 1;

/** The report as data, the same for JSON and YAML; docs/output.md describes it. Members without a value are left out. */
export function reportToJson(report: RunReport): JsonObject {
  const { verdict, metrics, ...said } = explanationToJson(report.explanation);
  return withoutAbsent({
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
