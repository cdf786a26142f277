import { describe, expect, it } from 'vitest';
import {
  calendarDay,
  daysFromEpoch,
  daysInMonth,
  weekdayOf,
  yearDayOf,
} from '../../../../src/core/go/time/calendar.ts';

const DAY_MS = 86_400_000;

describe('the calendar', () => {
  it('agrees with JavaScript day by day over four hundred years', () => {
    const wrong: string[] = [];
    for (let days = -80_000; days < 66_097; days += 1) {
      const date = new Date(days * DAY_MS);
      const { year, month, day } = calendarDay(days);
      const isDay = year === date.getUTCFullYear() && month === date.getUTCMonth() + 1 && day === date.getUTCDate();
      const isBack = daysFromEpoch({ year, month, day }) === days && weekdayOf(days) === date.getUTCDay();
      if (!isDay || !isBack) wrong.push(date.toISOString());
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    [
      { year: 2023, month: 13, day: 1 },
      { year: 2024, month: 1, day: 1 },
    ],
    [
      { year: 2023, month: 0, day: 31 },
      { year: 2022, month: 12, day: 31 },
    ],
    [
      { year: 2023, month: -11, day: 1 },
      { year: 2022, month: 1, day: 1 },
    ],
    [
      { year: 2023, month: 4, day: 31 },
      { year: 2023, month: 5, day: 1 },
    ],
    [
      { year: 2023, month: 3, day: 0 },
      { year: 2023, month: 2, day: 28 },
    ],
    [
      { year: 0, month: 2, day: 29 },
      { year: 0, month: 2, day: 29 },
    ],
    [
      { year: -1, month: 12, day: 31 },
      { year: -1, month: 12, day: 31 },
    ],
  ])('%j is %j', (given, meant) => {
    expect(calendarDay(daysFromEpoch(given))).toEqual(meant);
  });

  it('knows how long months and years are', () => {
    expect([2023, 2024, 1900, 2000].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
    expect(daysInMonth(2023, 12)).toBe(31);
    expect(yearDayOf({ year: 2024, month: 12, day: 31 })).toBe(366);
  });
});
