import { reportToJson } from '../../runner/report/report-json.ts';
import type { RunReport } from '../../runner/report/run-report.ts';
import { printYaml } from './print-yaml.ts';

/** The report as YAML: the same members as in JSON. */
export function renderYaml(report: RunReport): string {
  return printYaml(reportToJson(report));
}
