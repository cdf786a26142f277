import type { LimitCheck, MetricExplanation } from '../../analysis/explanation.ts';
import type { RunReport } from '../../runner/report/run-report.ts';
import { printable } from '../terminal/printable.ts';
import { countsText } from '../view/counts-text.ts';
import { clockText } from '../view/time-text.ts';
import { detailBlock } from './metric-details.ts';
import { wasStopped } from './metric-look.ts';
import { VERDICT_LOOKS } from './verdict-look.ts';

const PHASE_EMOJI: ReadonlyMap<string, string> = new Map([
  ['Successful', '✅'],
  ['Failed', '❌'],
  ['Error', '⚠️'],
  ['Inconclusive', '❔'],
]);

/**
 * The report as GitHub-flavoured Markdown for a pull-request comment or a job summary: the sentence, a table of metrics, and for each
 * metric its details folded away, open where it did not hold. Everything that a backend said stands as code: it makes no links,
 * mentions nobody and starts no HTML.
 */
export function renderMarkdown(report: RunReport): string {
  const { explanation } = report;
  const lines = [
    `### ${VERDICT_LOOKS[explanation.verdict].emoji} Verdict: ${explanation.verdict}`,
    '',
    code(explanation.sentence),
    '',
    ...(explanation.metrics.length > 0 ? tableOf(explanation.metrics) : []),
    ...explanation.metrics.flatMap(foldedDetails),
    runLine(report),
  ];
  return `${lines.join('\n')}\n`;
}

function tableOf(metrics: readonly MetricExplanation[]): readonly string[] {
  const rows = metrics.map((metric) => {
    const { name, phase, dryRun, deciding, limits } = metric;
    const emoji = wasStopped(metric) ? undefined : PHASE_EMOJI.get(phase ?? '');
    const shown = `${emoji ?? '⏳'} ${phase || 'not measured'}${dryRun ? ' (dry run)' : ''}`;
    const cells = [cell(name), shown, cell(deciding?.value), cell(conditionsText(metric)), counts(limits)];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| metric | phase | value | condition | measured |', '|---|---|---|---|---|', ...rows, ''];
}

function counts(limits: readonly LimitCheck[]): string {
  return countsText(limits)
    .map(({ text }) => text)
    .join('');
}

function conditionsText({ deciding }: MetricExplanation): string {
  return (deciding?.conditions ?? [])
    .map(({ which, text }) => (which === 'failureCondition' ? `fails on ${text}` : text))
    .join('; ');
}

function foldedDetails(metric: MetricExplanation): readonly string[] {
  const block = detailBlock(metric);
  if (block === '') return [];
  const open = metric.phase === 'Successful' ? '' : ' open';
  const fence = '`'.repeat(Math.max(3, longestTicks(block) + 1));
  return [
    `<details${open}><summary><code>${html(metric.name)}</code></summary>`,
    '',
    `${fence}text`,
    block,
    fence,
    '',
    '</details>',
    '',
  ];
}

function runLine({ name, namespace, source, startedAt, endedAt, exitCode, version }: RunReport): string {
  const from = source.length === 0 ? '' : ` from ${source.map(code).join(', ')}`;
  const took = clockText(endedAt - startedAt);
  return `<sub>run ${code(name)} in ${code(namespace)}${from} · took ${took} · exit code ${exitCode} · verdict ${version}</sub>`;
}

/** A text as inline code, whatever it holds. */
function code(text: string): string {
  const shown = printable(text);
  const ticks = '`'.repeat(longestTicks(shown) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : '';
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}

/** Inline code in a cell of a table, where a bar ends the cell even inside code. */
function cell(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return code(shown).replaceAll('|', '\\|');
}

function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

function html(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
