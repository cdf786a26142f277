import { reportToJson } from '../../runner/report/report-json.ts';
import type { RunReport } from '../../runner/report/run-report.ts';
import { printJson } from './print-json.ts';

/** The report as indented JSON with a newline at its end. */
export function renderJson(report: RunReport): string {
  return printJson(reportToJson(report), 2);
}
