declare const instant: unique symbol;
declare const millis: unique symbol;

/** A moment: milliseconds since 1970-01-01T00:00:00Z, fractions allowed. */
export type Instant = number & { readonly [instant]: true };

/** A length of time in milliseconds. Fractions allowed; negative where the original accepts a negative duration. */
export type Millis = number & { readonly [millis]: true };

/** Names a number of milliseconds since the epoch as a moment. */
export function instantOf(epochMs: number): Instant {
  return epochMs as Instant;
}

/** Names a number of milliseconds as a length. */
export function millisOf(ms: number): Millis {
  return ms as Millis;
}

/** The moment `length` after `from` (before it, when negative). */
export function after(from: Instant, length: Millis): Instant {
  return (from + length) as Instant;
}

/** The earliest of the moments that are there. */
export function earliest(moments: readonly (Instant | undefined)[]): Instant | undefined {
  const there = moments.filter((moment) => moment !== undefined);
  return there.length === 0 ? undefined : there.reduce((a, b) => (b < a ? b : a));
}

/** Drops what is below a second, as the original does when it stores a moment. */
export function wholeSeconds(moment: Instant): Instant {
  return (Math.floor(moment / 1000) * 1000) as Instant;
}

/** RFC 3339 in UTC with whole seconds, the form of every time in a status: `2026-03-01T10:00:00Z`. */
export function formatInstant(moment: Instant): string {
  const second = wholeSeconds(moment);
  const known = written.get(second);
  if (known !== undefined) return known;
  const text = new Date(second).toISOString().replace('.000Z', 'Z');
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(second, text);
  return text;
}

/** Seconds that were written: a status has the same ones in all its metrics. When there are more, all are forgotten. */
const written = new Map<Instant, string>();
const MOST_WRITTEN = 1_000;

/** RFC 3339 in UTC with milliseconds, for files of our own that must not lose time: `2026-03-01T10:00:00.250Z`. */
export function formatInstantExactly(moment: Instant): string {
  // As a Date does, which drops fractions of a millisecond.
  const whole = Math.trunc(moment);
  const second = Math.floor(whole / 1000);
  if (second !== latest.second) {
    latest.text = new Date(whole).toISOString().slice(0, -4);
    latest.second = second;
  }
  return `${latest.text}${THOUSANDTHS[whole - second * 1000] ?? ''}`;
}

/** What was written last, up to its fractions: most moments that are written are of the same second. */
const latest = { second: Number.NaN, text: '' };

/** `250Z` by its number. */
const THOUSANDTHS: readonly string[] = Array.from({ length: 1000 }, (_, count) => `${String(count).padStart(3, '0')}Z`);

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 time.
 *
 * @returns the moment, or undefined if `text` is not one
 */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC3339.test(text)) return undefined;
  const ms = new Date(text).getTime();
  return Number.isNaN(ms) ? undefined : (ms as Instant);
}
