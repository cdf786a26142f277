import { type GoTime, RFC3339_NANO } from './go-time.ts';

/** A time as JSON holds it, without the quotes: RFC 3339 with what it has below the second; or why it has no such text, in Go's words. */
export function rfc3339(time: GoTime): { ok: true; value: string } | { ok: false; error: string } {
  const { year, offset } = time.wall;
  if (year < 0 || year > 9999) return { ok: false, error: 'year outside of range [0,9999]' };
  if (Math.abs(offset) >= 24 * 3600) return { ok: false, error: 'timezone hour outside of range [0,23]' };
  return { ok: true, value: time.format(RFC3339_NANO) };
}
