import { type GoTime, RFC3339 } from '../../core/go/time/go-time.ts';
import { type GoLocation, loadLocation } from '../../core/go/time/location.ts';
import { parseTime } from '../../core/go/time/parse-time.ts';
import { TimeError } from '../../core/go/time/time-error.ts';

/** What `date` was given besides the text. */
export interface DateOptions {
  readonly layout?: string;
  /** The name of a zone; it wins over `location`. Only with a layout. */
  readonly zone?: string;
  readonly location?: GoLocation;
}

/** Tried in this order when no layout is given; the last three are RFC 822, 850 and 1123. */
const LAYOUTS = [
  '2006-01-02',
  '15:04:05',
  '2006-01-02 15:04:05',
  RFC3339,
  '02 Jan 06 15:04 MST',
  'Monday, 02-Jan-06 15:04:05 MST',
  'Mon, 02 Jan 2006 15:04:05 MST',
];

/**
 * The built-in function `date` of conditions (expr.md §8).
 *
 * @throws TimeError `invalid date x`, `unknown time zone x`, or Go's text for a text that does not fit the layout
 */
export function readDate(text: string, { layout, zone, location }: DateOptions = {}): GoTime {
  if (layout === undefined) return readByAny(text, location);
  return parseTime(layout, text, zone === undefined ? location : findZone(zone));
}

function findZone(zone: string): GoLocation {
  try {
    return loadLocation(zone);
  } catch (thrown) {
    if (thrown instanceof TimeError) throw new TimeError(`unknown time zone ${zone}`, { cause: thrown });
    throw thrown;
  }
}

function readByAny(text: string, location: GoLocation | undefined): GoTime {
  for (const layout of LAYOUTS) {
    try {
      return parseTime(layout, text, location);
    } catch (thrown) {
      if (!(thrown instanceof TimeError)) throw thrown;
    }
  }
  throw new TimeError(`invalid date ${text}`);
}
