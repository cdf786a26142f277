import { printYaml } from './print-yaml.ts';
import { reportToJson } from './report-json.ts';
import type { RunReport } from './run-report.ts';

/** The report as YAML: the same members as in JSON. */
export function renderYaml(report: RunReport): string {
  return printYaml(reportToJson(report));
}
