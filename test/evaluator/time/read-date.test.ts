import { describe, expect, it } from 'vitest';
import { loadLocation } from '../../../src/core/go/time/location.ts';
import { TimeError } from '../../../src/core/go/time/time-error.ts';
import { type DateOptions, readDate } from '../../../src/evaluator/time/read-date.ts';

const TOKYO = loadLocation('Asia/Tokyo');

/** Facts from running expr-lang/expr v1.17.8. */
const DATES: readonly { text: string; options?: DateOptions; time: string }[] = [
  { text: '2023-08-14', time: '2023-08-14 00:00:00 +0000 UTC' },
  { text: '15:04:05', time: '0000-01-01 15:04:05 +0000 UTC' },
  { text: '2023-08-14 01:02:03', time: '2023-08-14 01:02:03 +0000 UTC' },
  { text: '2023-08-14T01:02:03.5+02:00', time: '2023-08-14 01:02:03.5 +0200 +0200' },
  { text: '02 Jan 06 15:04 MST', time: '2006-01-02 15:04:00 +0000 MST' },
  { text: 'Monday, 02-Jan-06 15:04:05 MST', time: '2006-01-02 15:04:05 +0000 MST' },
  { text: 'Mon, 02 Jan 2006 15:04:05 EST', time: '2006-01-02 15:04:05 +0000 EST' },
  { text: '2023-08-14', options: { location: TOKYO }, time: '2023-08-14 00:00:00 +0900 JST' },
  { text: '14/08/2023', options: { layout: '02/01/2006' }, time: '2023-08-14 00:00:00 +0000 UTC' },
  {
    text: '2023-08-14',
    options: { layout: '2006-01-02', zone: 'America/New_York', location: TOKYO },
    time: '2023-08-14 00:00:00 -0400 EDT',
  },
  { text: '2023-08-14', options: { layout: '2006-01-02', location: TOKYO }, time: '2023-08-14 00:00:00 +0900 JST' },
];

const REFUSED: readonly { text: string; options?: DateOptions; error: string }[] = [
  { text: 'bad', error: 'invalid date bad' },
  { text: '2023-13-01', error: 'invalid date 2023-13-01' },
  { text: '', error: 'invalid date ' },
  {
    text: '2023-08-14',
    options: { layout: '2006-01-02', zone: 'Nope/Zone' },
    error: 'unknown time zone Nope/Zone',
  },
  { text: '2023-08-14', options: { layout: '2006-01-02', zone: '../x' }, error: 'unknown time zone ../x' },
  {
    text: '14/08/2023',
    options: { layout: '2006' },
    error: 'parsing time "14/08/2023" as "2006": cannot parse "8/2023" as "2006"',
  },
];

describe('the function date', () => {
  it.each(DATES)('$text is $time', ({ text, options, time }) => {
    expect(String(readDate(text, options))).toBe(time);
  });

  it.each(REFUSED)('$text is refused: $error', ({ text, options, error }) => {
    expect(() => readDate(text, options)).toThrow(new TimeError(error));
  });
});
