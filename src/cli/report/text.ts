import type { MetricExplanation } from '../../analysis/explanation.ts';
import type { RunReport } from '../../runner/report/run-report.ts';
import { type Paint, plain } from '../terminal/paint.ts';
import { printable } from '../terminal/printable.ts';
import { clockText } from '../view/time-text.ts';
import { detailLines, LABEL_WIDTH } from './metric-details.ts';
import { lookOfMetric } from './metric-look.ts';
import { VERDICT_LOOKS } from './verdict-look.ts';

/**
 * The report for a person: the verdict sentence, then per metric why it stands where it stands, then the run and the exit code.
 * Nothing in it can steer a terminal, whatever a backend answered.
 *
 * @param paint default: no colours
 */
export function renderText(report: RunReport, paint: Paint = plain): string {
  const { explanation, exitCode } = report;
  const { icon, format } = VERDICT_LOOKS[explanation.verdict];
  const lines = [
    paint('bold', paint(format, `${icon} ${printable(explanation.sentence)}`)),
    ...explanation.metrics.flatMap((metric) => ['', ...metricLines(metric, paint)]),
    '',
    paint('dim', runLine(report)),
    `exit code ${exitCode}`,
  ];
  return `${lines.join('\n')}\n`;
}

function metricLines(metric: MetricExplanation, paint: Paint): readonly string[] {
  const { icon, format } = lookOfMetric(metric);
  const details = detailLines(metric).map(({ label, text }) => `  ${paint('dim', label.padEnd(LABEL_WIDTH))}${text}`);
  return [`${paint(format, icon)} ${printable(metric.sentence)}`, ...details];
}

function runLine({ name, namespace, source, status, startedAt, endedAt, version }: RunReport): string {
  const facts = [
    `run ${printable(name)}`,
    `namespace ${printable(namespace)}`,
    ...(source.length > 0 ? [`from ${source.map(printable).join(', ')}`] : []),
    `phase ${status.phase || 'none'}`,
    `took ${clockText(endedAt - startedAt)}`,
    `verdict ${version}`,
  ];
  return facts.join(' · ');
}
