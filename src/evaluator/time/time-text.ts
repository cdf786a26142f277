import { quoteForTime } from '../../core/go/quote.ts';
import { MONTHS } from '../../core/go/time/calendar.ts';
import { type GoTime, RFC3339_NANO } from '../../core/go/time/go-time.ts';
import { type GoLocation, LOCAL, UTC } from '../../core/go/time/location.ts';
import { TimeError } from '../../core/go/time/time-error.ts';
import type { WallTime } from '../../core/go/time/wall-clock.ts';

/**
 * A time as JSON holds it, without the quotes: RFC 3339 with what it has below the second.
 *
 * @param context  put before the error, such as `Time.MarshalJSON: `
 * @throws TimeError `year outside of range [0,9999]`, `timezone hour outside of range [0,23]`
 */
export function rfc3339(time: GoTime, context = ''): string {
  const { year, offset } = time.wall;
  if (year < 0 || year > 9999) throw new TimeError(`${context}year outside of range [0,9999]`);
  if (Math.abs(offset) >= 24 * 3600) throw new TimeError(`${context}timezone hour outside of range [0,23]`);
  return time.format(RFC3339_NANO);
}

/** The year that the ISO 8601 week of a day belongs to: that of its Thursday. */
export function isoWeekYear({ year, yearDay, weekday, month, day }: WallTime): number {
  const thursday = yearDay - ((weekday + 6) % 7) + 3;
  if (thursday < 1) return year - 1;
  const isNextYear = month === 12 && day - ((weekday + 6) % 7) + 3 > 31;
  return isNextYear ? year + 1 : year;
}

/** A time as Go source code says it: `time.Date(2023, time.August, 14, 0, 0, 0, 0, time.UTC)`. */
export function goSyntax({ wall, location }: GoTime): string {
  const { year, month, day, hour, minute, second, nanosecond } = wall;
  const parts = [year, `time.${MONTHS[month - 1] ?? month}`, day, hour, minute, second, nanosecond];
  return `time.Date(${parts.join(', ')}, ${placeSyntax(location)})`;
}

function placeSyntax(location: GoLocation): string {
  if (location === UTC) return 'time.UTC';
  return location === LOCAL ? 'time.Local' : `time.Location(${quoteForTime(location.name)})`;
}
