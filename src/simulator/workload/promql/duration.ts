import { QueryError } from './query-error.ts';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
/** Each unit once at most, the longer ones first. */
const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const ORDER = ['y', 'w', 'd', 'h', 'm', 's', 'ms'];

/**
 * Reads a duration as Prometheus writes them: `5m`, `1h30m`, `1d`. Unlike Go's it has days, weeks and years, and no fractions.
 *
 * @returns milliseconds; undefined for a text that is none
 */
export function promDurationMs(text: string): number | undefined {
  const parts = DURATION.exec(text);
  if (parts === null || text === '') return undefined;
  return ORDER.reduce((sum, unit, i) => sum + Number(parts[i + 1] ?? 0) * (UNITS[unit] ?? 0), 0);
}

/** The length of a range. @throws QueryError `bad_data` for one that is no duration or 0 */
export function rangeMsOf(text: string, at: number): number {
  const ms = promDurationMs(text);
  if (ms === undefined) throw new QueryError('bad_data', `not a valid duration string: "${text}"`, at);
  if (ms === 0) throw new QueryError('bad_data', 'duration must be greater than 0', at);
  return ms;
}
