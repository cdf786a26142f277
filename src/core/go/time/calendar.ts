/** A day of the proleptic Gregorian calendar. Months count from 1; year 0 is the year before year 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

const DAYS_IN_400_YEARS = 146_097;
/** Days from the 1st of March of year 0 to the 1st of January 1970. */
const MARCH_0_TO_1970 = 719_468;

/**
 * Days from 1970-01-01 to a day. Months and days beyond their range carry over: month 13 is January of the next year.
 * Years are counted from March, so that a leap day is the last of its year.
 */
export function daysFromEpoch({ year, month, day }: CalendarDay): number {
  const carried = year + Math.floor((month - 1) / 12);
  const inYear = modulo(month - 1, 12) + 1;
  const marchYear = inYear > 2 ? carried : carried - 1;
  const marchMonth = modulo(inYear - 3, 12);
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const daysBeforeMonth = Math.floor((153 * marchMonth + 2) / 5);
  return 365 * marchYear + leapDays + daysBeforeMonth + day - 1 - MARCH_0_TO_1970;
}

/** The calendar day that is `days` after 1970-01-01. */
export function calendarDay(days: number): CalendarDay {
  const shifted = days + MARCH_0_TO_1970;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  // Takes out the leap days before that day, after which every year has 365.
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The weekday, Sunday being 0, of the day `days` after 1970-01-01. */
export function weekdayOf(days: number): number {
  return modulo(days + 4, 7);
}

/** Which day of its year a day is, the 1st of January being 1. */
export function yearDayOf(date: CalendarDay): number {
  return daysFromEpoch(date) - daysFromEpoch({ year: date.year, month: 1, day: 1 }) + 1;
}

/** How many days a month has. */
export function daysInMonth(year: number, month: number): number {
  return daysFromEpoch({ year, month: month + 1, day: 1 }) - daysFromEpoch({ year, month, day: 1 });
}

/** The remainder that is never negative. */
export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
