const ESCAPES = /\u001b\[\d+m/g;
const GAP = 2;

/**
 * Sets rows in columns that are two blanks apart. The last cell of a row is not padded, as in Go's tabwriter.
 *
 * @param rows  each with as many cells as the others; cells may be coloured
 * @returns     the lines, each with its end
 */
export function tabColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, columnsOf(cell));
  }
  return rows.map((row) => `${row.map((cell, column) => padded(cell, column, row, widths)).join('')}\n`).join('');
}

function padded(cell: string, column: number, row: readonly string[], widths: readonly number[]): string {
  if (column === row.length - 1) return cell;
  return cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell) + GAP);
}

/** Characters that are seen; Go counts code points. */
function columnsOf(cell: string): number {
  return Array.from(cell.replaceAll(ESCAPES, '')).length;
}
