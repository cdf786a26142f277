import { MONTHS, WEEKDAYS } from './calendar.ts';
import { type ElementKind, offsetStyle, piecesOf } from './layout.ts';
import type { WallTime } from './wall-clock.ts';

/** Writes a time by a layout, as Go's `Time.Format`. @see https://pkg.go.dev/time#Time.Format */
export function formatWallTime(time: WallTime, layout: string): string {
  return piecesOf(layout)
    .map(({ literal, element }) => literal + (element === undefined ? '' : WRITERS[element.kind](time, element.text)))
    .join('');
}

const WRITERS: { readonly [kind in ElementKind]: (time: WallTime, text: string) => string } = {
  monthName: ({ month }) => MONTHS[month - 1] ?? '',
  monthShort: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  month: ({ month }) => String(month),
  month2: ({ month }) => padded(month, 2),
  weekdayName: ({ weekday }) => WEEKDAYS[weekday] ?? '',
  weekdayShort: ({ weekday }) => (WEEKDAYS[weekday] ?? '').slice(0, 3),
  day: ({ day }) => String(day),
  dayPadded: ({ day }) => String(day).padStart(2, ' '),
  day2: ({ day }) => padded(day, 2),
  yearDayPadded: ({ yearDay }) => String(yearDay).padStart(3, ' '),
  yearDay3: ({ yearDay }) => padded(yearDay, 3),
  hour24: ({ hour }) => padded(hour, 2),
  hour12: ({ hour }) => String(hour % 12 || 12),
  hour12Two: ({ hour }) => padded(hour % 12 || 12, 2),
  minute: ({ minute }) => String(minute),
  minute2: ({ minute }) => padded(minute, 2),
  second: ({ second }) => String(second),
  second2: ({ second }) => padded(second, 2),
  year: ({ year }) => padded(year, 4),
  year2: ({ year }) => padded(Math.abs(year) % 100, 2),
  upperHalf: ({ hour }) => (hour >= 12 ? 'PM' : 'AM'),
  lowerHalf: ({ hour }) => (hour >= 12 ? 'pm' : 'am'),
  zoneName: ({ zoneName, offset }) => (zoneName === '' ? writeOffset(offset, '-0700') : zoneName),
  offset: ({ offset }, text) => writeOffset(offset, text),
  fraction: ({ nanosecond }, text) => text.charAt(0) + fractionDigits(nanosecond, text),
  fractionCut: ({ nanosecond }, text) => {
    const digits = fractionDigits(nanosecond, text).replace(/0+$/, '');
    return digits === '' ? '' : text.charAt(0) + digits;
  },
};

function writeOffset(offset: number, text: string): string {
  const { usesZ, hasColons, hasMinutes, hasSeconds } = offsetStyle(text);
  if (usesZ && offset === 0) return 'Z';
  const size = Math.abs(offset);
  const parts = [padded(Math.floor(size / 3600), 2)];
  if (hasMinutes) parts.push(padded(Math.floor(size / 60) % 60, 2));
  if (hasSeconds) parts.push(padded(size % 60, 2));
  // Go takes the sign from the whole minutes, so half a minute west of UTC has a plus.
  return (offset <= -60 ? '-' : '+') + parts.join(hasColons ? ':' : '');
}

function fractionDigits(nanosecond: number, text: string): string {
  return padded(nanosecond, 9).slice(0, text.length - 1);
}

/** Pads with zeros behind the sign. */
function padded(value: number, width: number): string {
  return (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(width, '0');
}
