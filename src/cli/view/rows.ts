import type { MetricExplanation } from '../../analysis/explanation.ts';
import { resultOf } from '../../analysis/schedule.ts';
import type { Instant } from '../../core/instant.ts';
import type { Metric } from '../../resources/analysis-spec.ts';
import { isCompleted, type MetricResult, type Phase } from '../../resources/run-status.ts';
import { type Column, cutSpans, setInColumns } from '../terminal/columns.ts';
import { type Paint, painted, type Span } from '../terminal/paint.ts';
import { printable } from '../terminal/printable.ts';
import { countsText } from './counts-text.ts';
import { headerOf } from './header.ts';
import { thresholdOfMetric } from './metric-threshold.ts';
import { nextText } from './next-text.ts';
import { numberIn } from './number-in.ts';
import { lookOf } from './phase-look.ts';
import { type Point, sparkline } from './sparkline.ts';
import { explainedMetric, type ViewState } from './view-state.ts';

/** Room for a view, in columns and lines of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** From here down a row has no room for words and sparklines. */
const NARROW = 60;
/** From here down of the counts only the measurements are shown. */
const VERY_NARROW = 47;

/**
 * The live view as lines: a header, then a row a metric with the reason under it when its last measurement erred. No line is wider
 * than `size.columns` and there are never more than `size.rows`; rows that find no room are counted in a last line, those of ended metrics first.
 */
export function renderRows(state: ViewState, size: Size, now: Instant, paint: Paint): readonly string[] {
  const all = rowsOf(state, now);
  const shown = chooseRows(all, size.rows - 1);
  const table = setInColumns(columnsOf(shown, size.columns), size.columns);
  const lines: (readonly Span[])[] = [cutSpans(headerOf(state, now), size.columns)];
  for (const [index, row] of shown.entries()) {
    lines.push(table[index] ?? []);
    if (row.trouble !== undefined) lines.push(cutSpans([{ text: `  ${row.trouble}`, format: 'dim' }], size.columns));
  }
  if (shown.length < all.length) lines.push([{ text: cutText(all.length - shown.length, size), format: 'dim' }]);
  return lines.map((spans) => painted(spans, paint).trimEnd());
}

function cutText(count: number, { columns }: Size): string {
  return cutSpans([{ text: `… ${count} more` }], columns)[0]?.text ?? '';
}

/** One metric, read out of everything that is known of it. */
interface Row {
  readonly metric: Metric;
  readonly phase: Phase | '';
  readonly isDryRun: boolean;
  readonly value: string;
  readonly explained: MetricExplanation | undefined;
  readonly next: string;
  readonly points: readonly Point[];
  /** Why the last measurement is an error, on one line. */
  readonly trouble?: string;
}

function rowsOf(state: ViewState, now: Instant): readonly Row[] {
  const { spec } = state.progress.resolved;
  if (spec.kind === 'refused') return [];
  return spec.metrics.map((metric) => {
    const result = resultOf(state.progress.status, metric.name);
    const trouble = troubleOf(result);
    const points = state.points.get(metric.name) ?? [];
    return {
      metric,
      phase: result?.phase ?? '',
      isDryRun: spec.dryRun.has(metric.name),
      value: valueOf(result, points.at(-1)),
      explained: explainedMetric(state, metric.name),
      next: nextText(metric, result, state.progress, now),
      points,
      ...(trouble !== undefined && { trouble }),
    };
  });
}

function valueOf(result: MetricResult | undefined, point: Point | undefined): string {
  const last = result?.measurements.findLast(({ value }) => value !== undefined && value !== '');
  const text = last?.value ?? '';
  // A list of one number is what most Prometheus queries give: the brackets would only be noise.
  if (numberIn(text) !== undefined) return text.replace(/^\[\s*|\s*\]$/g, '');
  // Of a longer answer what counts is the number that was compared.
  return point?.value === undefined ? printable(text) : String(point.value);
}

function troubleOf(result: MetricResult | undefined): string | undefined {
  const last = result?.measurements.at(-1);
  return last?.phase === 'Error' && last.message ? printable(last.message) : undefined;
}

/** Keeps rows in their order. Where there is no room, metrics that ended badly come first, then those that go on, then the rest. */
function chooseRows(rows: readonly Row[], height: number): readonly Row[] {
  const linesOf = ({ trouble }: Row): number => (trouble === undefined ? 1 : 2);
  const needed = rows.reduce((lines, row) => lines + linesOf(row), 0);
  // Where something is left out, a line says how much.
  let free = needed <= height ? height : height - 1;
  const kept = new Set<Row>();
  for (const row of [...rows].sort((a, b) => worthOf(b.phase) - worthOf(a.phase))) {
    if (linesOf(row) > free) continue;
    kept.add(row);
    free -= linesOf(row);
  }
  return rows.filter((row) => kept.has(row));
}

function worthOf(phase: Row['phase']): number {
  if (phase === 'Successful') return 0;
  return isCompleted(phase) ? 2 : 1;
}

function columnsOf(rows: readonly Row[], width: number): readonly Column[] {
  const isNarrow = width <= NARROW;
  const bars = width >= 100 ? 20 : 8;
  return [
    { cells: rows.map(({ phase }) => phaseCell(phase, isNarrow)), min: 12, rank: 0 },
    { cells: rows.map(nameCell), min: 12, rank: 0 },
    { cells: rows.map(({ value }) => [{ text: value }]), min: 6, rank: 1 },
    { cells: isNarrow ? [] : rows.map((row) => sparkCell(row, bars)), min: bars + 10, rank: 4 },
    { cells: rows.map((row) => countsCell(row, width)), min: width > VERY_NARROW ? 16 : 5, rank: 2 },
    { cells: rows.map(({ next }) => [{ text: next, format: 'dim' }]), min: 8, rank: 3 },
  ];
}

function phaseCell(phase: Row['phase'], isNarrow: boolean): readonly Span[] {
  const { icon, format } = lookOf(phase);
  return [{ text: isNarrow ? icon : `${icon} ${phase || 'Pending'}`, format }];
}

function nameCell({ metric, isDryRun }: Row): readonly Span[] {
  const name: Span = { text: printable(metric.name), format: 'bold' };
  return isDryRun ? [name, { text: ' (dry run)', format: 'dim' }] : [name];
}

function countsCell({ explained }: Row, width: number): readonly Span[] {
  const limits = explained?.limits ?? [];
  return countsText(width > VERY_NARROW ? limits : limits.filter(({ limit }) => limit === 'count'));
}

function sparkCell({ metric, points }: Row, bars: number): readonly Span[] {
  const threshold = thresholdOfMetric(metric);
  const line = sparkline(points, threshold?.value, bars);
  return threshold === undefined || line.length === 0
    ? line
    : [...line, { text: ` ${threshold.sign} ${threshold.value}`, format: 'dim' }];
}
