import type { MetricExplanation } from '../../analysis/explanation.ts';
import { resultOf } from '../../analysis/schedule.ts';
import { formatInstantExactly } from '../../core/instant.ts';
import type { RunStatus } from '../../resources/run-status.ts';
import type { RunReport } from '../../runner/report/run-report.ts';
import { printable } from '../terminal/printable.ts';
import { detailBlock } from './metric-details.ts';
import { wasStopped } from './metric-look.ts';

/**
 * The report as JUnit XML, which CI systems show as tests: one suite, one case a metric. A metric that failed or is inconclusive
 * is a failure, one that erred an error; dry runs that did not hold, and metrics that were stopped before they were decided, are skipped. Where the verdict
 * is no pass and no metric says why, a case named `verdict` does, so that a red run is never green there.
 */
export function renderJunit(report: RunReport): string {
  const cases = report.explanation.metrics.map((metric) => caseOf(metric, report.status));
  if (
    report.explanation.verdict !== 'pass' &&
    !cases.some(({ outcome }) => outcome === 'failure' || outcome === 'error')
  ) {
    cases.push(verdictCase(report));
  }
  const seconds = secondsText(report.endedAt - report.startedAt);
  const sums = `tests="${cases.length}" failures="${count(cases, 'failure')}" errors="${count(cases, 'error')}" skipped="${count(cases, 'skipped')}" time="${seconds}"`;
  const suite = [
    `  <testsuite name="${attribute(report.name)}" ${sums} timestamp="${formatInstantExactly(report.startedAt)}">`,
    '    <properties>',
    ...propertiesOf(report).map(
      ([name, value]) => `      <property name="${attribute(name)}" value="${attribute(value)}"/>`,
    ),
    '    </properties>',
    ...cases.flatMap((one) => caseLines(one, report.name)),
    '  </testsuite>',
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="verdict" ${sums}>`,
    ...suite,
    '</testsuites>',
    '',
  ].join('\n');
}

interface Case {
  readonly name: string;
  readonly outcome: 'ok' | 'failure' | 'error' | 'skipped';
  /** Upstream's phase, or why it was skipped. */
  readonly type: string;
  readonly sentence: string;
  readonly details: string;
  /** How long its measurements took together, in milliseconds. */
  readonly tookMs: number;
}

function caseOf(metric: MetricExplanation, status: RunStatus): Case {
  return {
    name: metric.name,
    outcome: outcomeOf(metric),
    type: metric.phase || 'Pending',
    sentence: metric.sentence,
    details: detailBlock(metric),
    tookMs: tookMs(metric.name, status),
  };
}

function outcomeOf(metric: MetricExplanation): Case['outcome'] {
  const { phase, dryRun } = metric;
  switch (phase) {
    case 'Successful':
      return wasStopped(metric) ? 'skipped' : 'ok';
    case 'Failed':
    case 'Inconclusive':
      return dryRun ? 'skipped' : 'failure';
    case 'Error':
      return dryRun ? 'skipped' : 'error';
    default:
      return 'skipped';
  }
}

function verdictCase({ explanation: { verdict, sentence, message = '' } }: RunReport): Case {
  return { name: 'verdict', outcome: 'error', type: verdict, sentence, details: message, tookMs: 0 };
}

function tookMs(metric: string, status: RunStatus): number {
  const measurements = resultOf(status, metric)?.measurements ?? [];
  return measurements.reduce((sum, { startedAt, finishedAt }) => {
    return startedAt === undefined || finishedAt === undefined ? sum : sum + (finishedAt - startedAt);
  }, 0);
}

function caseLines({ name, outcome, type, sentence, details, tookMs }: Case, run: string): readonly string[] {
  const open = `    <testcase name="${attribute(name)}" classname="${attribute(run)}" time="${secondsText(tookMs)}"`;
  if (outcome === 'ok')
    return [`${open}>`, `      <system-out>${content(`${sentence}\n${details}`)}</system-out>`, '    </testcase>'];
  const message = attribute(sentence);
  const reason =
    outcome === 'skipped'
      ? `      <skipped message="${message}"/>`
      : `      <${outcome} message="${message}" type="${attribute(type)}">${content(details)}</${outcome}>`;
  return [`${open}>`, reason, '    </testcase>'];
}

function propertiesOf({
  explanation,
  exitCode,
  namespace,
  uid,
  args,
  version,
}: RunReport): readonly (readonly [string, string])[] {
  return [
    ['verdict', explanation.verdict],
    ['exitCode', String(exitCode)],
    ['sentence', explanation.sentence],
    ['namespace', namespace],
    ['uid', uid],
    ...args.map(({ name, value }) => [`args.${name}`, value] as const),
    ['version', version],
  ];
}

function count(cases: readonly Case[], outcome: Case['outcome']): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

function secondsText(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Text for an attribute. Line breaks, tabs and what XML cannot hold at all are written out. */
function attribute(text: string): string {
  return escaped(printable(text));
}

/** Text between tags, which keeps its lines. */
function content(text: string): string {
  return escaped(text.split('\n').map(printable).join('\n'));
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

function escaped(text: string): string {
  // U+FFFE and U+FFFF are characters that XML forbids although they are printable.
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}
