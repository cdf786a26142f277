import { Fault, textOf } from './fault.ts';
import { durationMs } from './go/duration.ts';
import { type Millis, millisOf } from './instant.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Reads a length of time that may be counted in days, which Go's durations cannot be: `90d`, `1d12h`, `36h`, `90s`. A day is 24 hours.
 * For settings of our own; fields of upstream's objects take Go's durations only.
 *
 * @param text whole days, a Go duration, or both in this order
 * @returns    milliseconds, ≥ 0
 * @throws Fault `DURATION_INVALID` with `{ text }`
 */
export function longDurationMs(text: string): Millis {
  const [, days, rest = ''] = /^(?:(\d{1,7})d)?(.*)$/s.exec(text) ?? [];
  const length = Number(days ?? 0) * DAY_MS + (days !== undefined && rest === '' ? 0 : restMs(rest, text));
  if (length < 0 || rest.startsWith('-')) throw invalid(text, 'it is negative');
  return millisOf(length);
}

function restMs(rest: string, text: string): number {
  try {
    return durationMs(rest);
  } catch (cause) {
    throw invalid(text, textOf(cause).replace(/^time: /, ''), cause);
  }
}

function invalid(text: string, why: string, cause?: unknown): Fault {
  const message = `expected a duration such as 90d, 1d12h, 36h or 90s: ${why}`;
  return new Fault('DURATION_INVALID', message, { text }, { cause });
}
