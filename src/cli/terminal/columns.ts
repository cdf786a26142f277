import type { Span } from './paint.ts';
import { cutTo, widthOf } from './width.ts';

/** One column of a table; all columns have as many cells as there are rows. */
export interface Column {
  readonly cells: readonly (readonly Span[])[];
  /** The narrowest it may become before columns are dropped. A column whose cells are narrower never needs more than those. */
  readonly min: number;
  /** The highest is dropped first; columns of rank 0 stay whatever happens. */
  readonly rank: number;
}

const GAP = 2;

/** Sets columns side by side in at most `width` columns of a terminal: first drops what does not fit, then cuts the widest. Empty columns vanish. */
export function setInColumns(columns: readonly Column[], width: number): readonly (readonly Span[])[] {
  const chosen = choose(
    columns.map(measured).filter(({ natural }) => natural > 0),
    width,
  );
  const widths = shrink(chosen, width);
  const count = columns[0]?.cells.length ?? 0;
  return Array.from({ length: count }, (_, row) => rowOf(chosen, widths, row));
}

/** The spans cut to at most `width` columns. */
export function cutSpans(spans: readonly Span[], width: number): readonly Span[] {
  if (widthOfSpans(spans) <= width) return spans;
  const cut: Span[] = [];
  let left = width;
  for (const span of spans) {
    // One column is kept for the sign that something was cut off.
    const text = widthOf(span.text) < left ? span.text : cutTo(`${span.text}\u2026`, left);
    cut.push({ ...span, text });
    left -= widthOf(text);
    if (text !== span.text) break;
  }
  return cut;
}

function widthOfSpans(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + widthOf(text), 0);
}

interface Measured extends Column {
  /** Columns that its widest cell takes. */
  readonly natural: number;
  /** What it may be cut to. */
  readonly least: number;
}

function measured(column: Column): Measured {
  const natural = Math.max(0, ...column.cells.map(widthOfSpans));
  // A column of which nothing is left would still take its gap.
  return { ...column, natural, least: Math.max(1, Math.min(column.min, natural)) };
}

function choose(columns: readonly Measured[], width: number): readonly Measured[] {
  const need = columns.reduce((sum, { least }) => sum + least + GAP, -GAP);
  const rank = Math.max(...columns.map((column) => column.rank));
  if (need <= width || rank <= 0) return columns;
  return choose(
    columns.filter((column) => column.rank !== rank),
    width,
  );
}

function shrink(columns: readonly Measured[], width: number): readonly number[] {
  const widths = columns.map(({ natural }) => natural);
  const room = Math.max(1, width - GAP * (columns.length - 1));
  const least = columns.map((column) => column.least);
  // Where even the least is too much the widest gives way, so that no line is ever too long.
  const floors = sum(least) > room ? [] : least;
  for (let over = sum(widths) - room; over > 0; over--) {
    const slack = widths.map((now, index) => now - (floors[index] ?? 0));
    const most = slack.indexOf(Math.max(...slack));
    widths[most] = (widths[most] ?? 0) - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function rowOf(columns: readonly Measured[], widths: readonly number[], row: number): readonly Span[] {
  const spans: Span[] = [];
  let owed = 0;
  for (const [index, column] of columns.entries()) {
    const width = widths[index] ?? 0;
    const cell = cutSpans(column.cells[row] ?? [], width);
    const taken = widthOfSpans(cell);
    if (taken > 0) {
      spans.push({ text: ' '.repeat(owed) }, ...cell);
      owed = 0;
    }
    owed += width - taken + GAP;
  }
  return spans;
}
