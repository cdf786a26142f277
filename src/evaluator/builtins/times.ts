import { Fault } from '../../core/fault.ts';
import { parseGoDuration } from '../../core/go/duration.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import { LOCAL, loadLocation } from '../../core/go/time/location.ts';
import { TimeError } from '../../core/go/time/time-error.ts';
import { Place, type Value } from '../../core/value.ts';
import { asText, notA, stop } from '../run/stop.ts';
import { readDate } from '../time/read-date.ts';
import { argument, type Builtin } from './builtin.ts';

/** Gives what `read` gives; what Go's time package complains about ends the evaluation. */
function reading(read: () => Value): Value {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof TimeError || thrown instanceof Fault) return stop(thrown.message);
    throw thrown;
  }
}

const now: Builtin = (args, run) => {
  const [place] = args;
  const time = GoTime.fromInstant(run.now, LOCAL);
  if (place instanceof Place) return time.in(place.location);
  return args.length === 0 ? time : stop(`invalid number of arguments (expected 0, got ${args.length})`);
};

const duration: Builtin = (args) => {
  const text = asText(argument(args, 0));
  return reading(() => new GoDuration(parseGoDuration(text)));
};

const date: Builtin = (args) => {
  const [first] = args;
  const place = first instanceof Place ? first : undefined;
  const rest = place === undefined ? args : args.slice(1);
  if (rest.length === 0) return stop('runtime error: index out of range [0] with length 0');
  const text = rest[0] === undefined ? notA(null, 'string') : asText(rest[0]);
  const options = {
    ...(rest.length > 1 && { layout: asText(argument(rest, 1)) }),
    ...(rest.length > 2 && { zone: asText(argument(rest, 2)) }),
    ...(place && { location: place.location }),
  };
  return reading(() => readDate(text, options));
};

const timezone: Builtin = (args) => {
  const name = asText(argument(args, 0));
  return reading(() => new Place(loadLocation(name)));
};

/** Functions of times (expr.md §8). */
export const TIME_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ['now', now],
  ['duration', duration],
  ['date', date],
  ['timezone', timezone],
];
