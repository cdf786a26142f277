import { calendarDay, daysFromEpoch } from './calendar.ts';
import { TimeError } from './time-error.ts';
import { namesIn, type ZoneName } from './zone-table.ts';

/** The rules of local time at a place: Go's `*time.Location`. */
export abstract class GoLocation {
  /** As it was asked for: `Europe/Zurich`, `UTC`, `Local`; the name of a made-up zone may be empty. */
  abstract readonly name: string;
  /** What holds at a moment, given in seconds since the epoch. */
  abstract zoneAt(unixSeconds: number): ZoneName;
  /** Seconds east of UTC that an abbreviation such as `CEST` stands for here around a moment of local time; undefined if it is not used here. */
  abstract offsetNamed(abbreviation: string, localSeconds: number): number | undefined;

  toString(): string {
    return this.name;
  }
}

/** A place with one offset for ever. */
export function fixedLocation(name: string, offset: number): GoLocation {
  return new FixedLocation(name, { name, offset, isSummer: false });
}

class FixedLocation extends GoLocation {
  override readonly name: string;
  readonly #zone: ZoneName;

  constructor(name: string, zone: ZoneName) {
    super();
    this.name = name;
    this.#zone = zone;
  }

  override zoneAt(): ZoneName {
    return this.#zone;
  }

  override offsetNamed(abbreviation: string): number | undefined {
    return abbreviation === this.#zone.name ? this.#zone.offset : undefined;
  }
}

/** Universal time. */
export const UTC = fixedLocation('UTC', 0);

/** The local zone of the process. We do not look at it: it is always UTC, as in the original's image. */
export const LOCAL: GoLocation = new FixedLocation('Local', { name: 'UTC', offset: 0, isSummer: false });

/**
 * Finds a place by its name in the IANA database, spelt exactly; `''` and `UTC` are universal time, `Local` is universal time too.
 *
 * @throws TimeError `unknown time zone X`, or `time: invalid location name` for what looks like a path
 * @see https://pkg.go.dev/time#LoadLocation
 */
export function loadLocation(name: string): GoLocation {
  if (name === '' || name === 'UTC') return UTC;
  if (name === 'Local') return LOCAL;
  if (name.includes('..') || /^[/\\]/.test(name) || name.includes('\\')) {
    throw new TimeError('time: invalid location name');
  }
  const names = namesIn(name);
  if (names === undefined) throw new TimeError(`unknown time zone ${name}`);
  return new NamedLocation(name, names);
}

const SECONDS_IN_DAY = 86_400;
/** The calendar repeats after 400 years, and with it the rules of summer time. */
const CYCLE = 146_097 * SECONDS_IN_DAY;
/** What JavaScript's Date can hold, in seconds from the epoch. */
const DATE_LIMIT = 8.64e12;

class NamedLocation extends GoLocation {
  override readonly name: string;
  readonly #names: readonly ZoneName[];
  readonly #format: Intl.DateTimeFormat;

  constructor(name: string, names: readonly ZoneName[]) {
    super();
    this.name = name;
    this.#names = names;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  override zoneAt(unixSeconds: number): ZoneName {
    const offset = this.#offsetAt(unixSeconds);
    const known = this.#names.find((name) => name.offset === offset);
    return known ?? { name: numberedName(offset), offset, isSummer: this.#isSummer(unixSeconds, offset) };
  }

  override offsetNamed(abbreviation: string, localSeconds: number): number | undefined {
    const named = this.#names.filter(({ name }) => name === abbreviation).map(({ offset }) => offset);
    const offsets = /^[+-]/.test(abbreviation) ? [this.#offsetAt(localSeconds)] : named;
    const inForce = offsets.find((offset) => this.zoneAt(localSeconds - offset).name === abbreviation);
    return inForce ?? named[0];
  }

  #offsetAt(unixSeconds: number): number {
    const cycles = Math.trunc(unixSeconds / DATE_LIMIT) === 0 ? 0 : Math.trunc((unixSeconds - DATE_LIMIT) / CYCLE) + 1;
    const moment = unixSeconds < 0 ? Math.max(unixSeconds, -DATE_LIMIT) : unixSeconds - cycles * CYCLE;
    const part = this.#format.formatToParts(moment * 1000).find(({ type }) => type === 'timeZoneName');
    return readOffset(part?.value ?? '');
  }

  /** The database only says so of named zones; elsewhere the larger of the two offsets of a year is summer time. */
  #isSummer(unixSeconds: number, offset: number): boolean {
    const { year } = calendarDay(Math.floor(unixSeconds / SECONDS_IN_DAY));
    const seasons = [1, 7].map((month) => this.#offsetAt(daysFromEpoch({ year, month, day: 1 }) * SECONDS_IN_DAY));
    return offset > Math.min(...seasons);
  }
}

/** Reads `GMT`, `GMT+05:30` or `GMT-04:56:02`. */
function readOffset(text: string): number {
  const [, sign, hours, minutes, seconds = '0'] = /([+-])(\d+):(\d+)(?::(\d+))?$/.exec(text) ?? [];
  const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}

/** The database's name for a zone nobody named: `+05`, `-0330`. Times before there were zones are local mean time. */
function numberedName(offset: number): string {
  if (offset % 60 !== 0) return 'LMT';
  const size = Math.abs(offset);
  const minutes = (size / 60) % 60;
  const digits =
    String(Math.floor(size / 3600)).padStart(2, '0') + (minutes === 0 ? '' : String(minutes).padStart(2, '0'));
  return (offset < 0 ? '-' : '+') + digits;
}
