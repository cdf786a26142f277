import type { RunReport } from '../../runner/report/run-report.ts';
import type { Paint } from '../terminal/paint.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { ReportFormat } from './report-formats.ts';
import { renderText } from './text.ts';
import { renderYaml } from './yaml.ts';

/**
 * How a report is written in a format: the whole text, a newline at its end, no secret and nothing that steers a terminal.
 * Only text has use for colours; without them it has none.
 */
export type Renderer = (report: RunReport, paint?: Paint) => string;

/** One renderer a format. */
export const RENDERERS: Readonly<Record<ReportFormat, Renderer>> = {
  text: renderText,
  json: renderJson,
  yaml: renderYaml,
  junit: renderJunit,
  markdown: renderMarkdown,
};
