import { Document, visit } from 'yaml';
import { escapeUnprintable, isPrintable } from '../terminal/printable.ts';
import { reportToJson } from './report-json.ts';
import type { RunReport } from './run-report.ts';

/** The report as YAML: the same members as in JSON, quoted so that readers of YAML 1.1 and 1.2 agree on them. */
export function renderYaml(report: RunReport): string {
  const document = new Document(reportToJson(report), { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === 'string' && !isPrintable(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  // Line breaks are the document's own; whatever else is unprintable can now only stand between double quotes.
  const lines = document.toString({ lineWidth: 0, directives: false }).split('\n');
  return lines.map((line) => escapeUnprintable(line, escapeForYaml)).join('\n');
}

function escapeForYaml(code: number): string {
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
