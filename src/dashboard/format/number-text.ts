/**
 * A measured number as conditions are written: a point before fractions and nothing between thousands, whatever the reader's
 * language, so that it can be compared with the condition beside it. At most six significant digits, and all before the point: `0.3` for
 * 0.30000000000000004.
 */
export function numberText(number: number): string {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? 'NaN' : number > 0 ? '+Inf' : '-Inf';
  return String(Math.abs(number) >= 1e6 ? Math.round(number) : Number(number.toPrecision(6)));
}

/** A count of things: `2 failures`, `1 failure`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
