import { MONTHS, WEEKDAYS } from './calendar.ts';

/** A month, January being 1: Go's `time.Month`, a type of its own that is no int. */
export class GoMonth {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }

  toString(): string {
    return MONTHS[this.number - 1] ?? `%!Month(${this.number})`;
  }
}

/** A weekday, Sunday being 0: Go's `time.Weekday`, a type of its own that is no int. */
export class GoWeekday {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }

  toString(): string {
    return WEEKDAYS[this.number] ?? `%!Weekday(${this.number})`;
  }
}
