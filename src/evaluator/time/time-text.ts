import { quoteForTime } from '../../core/go/quote.ts';
import { MONTHS } from '../../core/go/time/calendar.ts';
import type { GoTime } from '../../core/go/time/go-time.ts';
import { type GoLocation, LOCAL, UTC } from '../../core/go/time/location.ts';
import type { WallTime } from '../../core/go/time/wall-clock.ts';

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
