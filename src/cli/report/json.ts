import type { Json } from '../../core/json.ts';
import { escapeUnprintable } from '../terminal/printable.ts';
import { reportToJson } from './report-json.ts';
import type { RunReport } from './run-report.ts';

/** The report as indented JSON with a newline at its end. */
export function renderJson(report: RunReport): string {
  return printJson(reportToJson(report), 2);
}

/**
 * JSON with a newline at its end that is safe to look at: what a terminal would act on is escaped too.
 *
 * @param indent spaces a level; default 0, one line
 */
export function printJson(json: Json, indent = 0): string {
  const lines = JSON.stringify(json, null, indent).split('\n');
  return `${lines.map((line) => escapeUnprintable(line, escapeForJson)).join('\n')}\n`;
}

function escapeForJson(code: number): string {
  return String.fromCodePoint(code)
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
