import { printJson } from './print-json.ts';
import { reportToJson } from './report-json.ts';
import type { RunReport } from './run-report.ts';

/** The report as indented JSON with a newline at its end. */
export function renderJson(report: RunReport): string {
  return printJson(reportToJson(report), 2);
}
