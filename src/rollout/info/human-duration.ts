import type { Millis } from '../../core/instant.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
/** The longest that Go can tell: 2⁶³ nanoseconds. */
const LONGEST = 2 ** 63 / 1e6;

interface Unit {
  readonly length: number;
  readonly letter: string;
}

const UNITS = {
  s: { length: SECOND, letter: 's' },
  m: { length: MINUTE, letter: 'm' },
  h: { length: HOUR, letter: 'h' },
  d: { length: DAY, letter: 'd' },
  y: { length: YEAR, letter: 'y' },
} as const satisfies Record<string, Unit>;

/** Below which length which units are told. First match wins. */
const FORMS: readonly { readonly below: number; readonly units: readonly [Unit, Unit?] }[] = [
  { below: 2 * MINUTE, units: [UNITS.s] },
  { below: 10 * MINUTE, units: [UNITS.m, UNITS.s] },
  { below: 3 * HOUR, units: [UNITS.m] },
  { below: 8 * HOUR, units: [UNITS.h, UNITS.m] },
  { below: 2 * DAY, units: [UNITS.h] },
  { below: 8 * DAY, units: [UNITS.d, UNITS.h] },
  { below: 2 * YEAR, units: [UNITS.d] },
  { below: 8 * YEAR, units: [UNITS.y, UNITS.d] },
  { below: Infinity, units: [UNITS.y] },
];

/**
 * A length of time as kubectl tells ages: `95s`, `3m40s`, `26h`, `41d`, `6y296d`; `<invalid>` for one that is two seconds or more
 * below zero.
 *
 * @param length  what is beyond 292 years counts as 292 years
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/duration#HumanDuration
 */
export function humanDuration(length: Millis): string {
  if (length <= -2 * SECOND) return '<invalid>';
  const known = Math.min(Math.max(0, length), LONGEST);
  const form = FORMS.find(({ below }) => known < below);
  const [unit, smaller] = form?.units ?? [UNITS.y];
  const text = `${Math.floor(known / unit.length)}${unit.letter}`;
  const rest = smaller === undefined ? 0 : Math.floor((known % unit.length) / smaller.length);
  return smaller === undefined || rest === 0 ? text : `${text}${rest}${smaller.letter}`;
}
