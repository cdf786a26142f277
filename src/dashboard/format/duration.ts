const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time in its two largest units: `850 ms`, `42 s`, `4 m 12 s`, `1 h 3 m`, `2 d 5 h`. The units are those in which
 * intervals are written in templates.
 *
 * @param ms negative lengths, which clocks that differ make, are 0
 */
export function durationText(ms: number): string {
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ms`;
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return two([length, MINUTE, 'm'], [SECOND, 's']);
  if (length < DAY) return two([length, HOUR, 'h'], [MINUTE, 'm']);
  return two([length, DAY, 'd'], [HOUR, 'h']);
}

function two(
  [length, large, largeUnit]: readonly [number, number, string],
  [small, smallUnit]: readonly [number, string],
): string {
  const rest = Math.floor((length % large) / small);
  return `${Math.floor(length / large)} ${largeUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`;
}
