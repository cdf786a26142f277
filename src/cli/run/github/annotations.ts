import type { MetricExplanation, Verdict } from '../../../analysis/explanation.ts';
import type { Phase } from '../../../resources/run-status.ts';
import type { RunReport } from '../../../runner/report/run-report.ts';
import { detailLines, LABEL_WIDTH } from '../../report/metric-details.ts';
import { annotation, type Level } from './workflow-command.ts';

/** More than this nobody reads in an annotation; the job summary has it all. In lines. */
const MOST_DETAILS = 20;
/** No line is longer, in characters. */
const LONGEST_LINE = 500;

const LEVEL_OF_PHASE: ReadonlyMap<Phase | '' | undefined, Level> = new Map([
  ['Failed', 'error'],
  ['Error', 'error'],
  ['Inconclusive', 'warning'],
]);

const LEVEL_OF_VERDICT: Readonly<Record<Verdict, Level>> = {
  pass: 'notice',
  fail: 'error',
  error: 'error',
  undecided: 'warning',
  notEvaluated: 'warning',
};

/**
 * The report as annotations, errors first: one a metric that did not hold, with its reasons; a dry run that did not is only a notice.
 * Where no metric that counts says why, or all held, one says the verdict.
 */
export function annotations({ explanation }: RunReport): string {
  const { verdict, sentence, metrics } = explanation;
  const bad = metrics.filter(({ phase }) => LEVEL_OF_PHASE.has(phase));
  const deciding = bad.filter(({ dryRun }) => !dryRun);
  const errors = deciding.filter(({ phase }) => levelOf(phase) === 'error');
  const warnings = deciding.filter(({ phase }) => levelOf(phase) === 'warning');
  return [
    ...(deciding.length === 0 ? [annotation(LEVEL_OF_VERDICT[verdict], `Verdict: ${verdict}`, [cut(sentence)])] : []),
    ...errors.map((metric) => ofMetric('error', metric)),
    ...warnings.map((metric) => ofMetric('warning', metric)),
    ...bad.filter(({ dryRun }) => dryRun).map((metric) => ofMetric('notice', metric)),
  ].join('');
}

function levelOf(phase: Phase | '' | undefined): Level {
  return LEVEL_OF_PHASE.get(phase) ?? 'notice';
}

function ofMetric(level: Level, metric: MetricExplanation): string {
  const { name, phase, dryRun, sentence } = metric;
  const details = detailLines(metric).map(({ label, text }) => `${label.padEnd(LABEL_WIDTH)}${text}`);
  const left = details.length - MOST_DETAILS;
  const lines = [sentence, ...details.slice(0, MOST_DETAILS), ...(left > 0 ? [`… ${left} more lines`] : [])];
  return annotation(level, `${name}: ${phase}${dryRun ? ' (dry run)' : ''}`, lines.map(cut));
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
