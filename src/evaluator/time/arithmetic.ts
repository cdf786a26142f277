import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';

/** What stands on either side of an operator; whole numbers of every Go type are bigints. */
type Operand = unknown;

/** `time + duration`, `duration + time`, `duration + duration`; undefined for anything else. */
export function addTimes(left: Operand, right: Operand): GoTime | GoDuration | undefined {
  if (left instanceof GoTime && right instanceof GoDuration) return left.add(right);
  if (left instanceof GoDuration && right instanceof GoTime) return right.add(left);
  if (left instanceof GoDuration && right instanceof GoDuration) return new GoDuration(left.ns + right.ns);
  return undefined;
}

/** `time - time`, `time - duration`, `duration - duration`; undefined for anything else. */
export function subtractTimes(left: Operand, right: Operand): GoTime | GoDuration | undefined {
  if (left instanceof GoTime && right instanceof GoTime) return left.since(right);
  if (left instanceof GoTime && right instanceof GoDuration) return left.add(new GoDuration(-right.ns));
  if (left instanceof GoDuration && right instanceof GoDuration) return new GoDuration(left.ns - right.ns);
  return undefined;
}

/**
 * A duration times a whole number (bigint) or another duration is a duration, wrapping at 64 bits; times a float64 it is
 * a float64 of nanoseconds. Undefined for anything else.
 */
export function multiplyDuration(left: Operand, right: Operand): GoDuration | number | undefined {
  if (left instanceof GoDuration) return timesDuration(left, right);
  return right instanceof GoDuration ? timesDuration(right, left) : undefined;
}

function timesDuration({ ns }: GoDuration, factor: Operand): GoDuration | number | undefined {
  if (factor instanceof GoDuration) return new GoDuration(ns * factor.ns);
  if (typeof factor === 'bigint') return new GoDuration(ns * factor);
  return typeof factor === 'number' ? Number(ns) * factor : undefined;
}

/** Below, at or above zero for two times (whatever their places) or two durations; undefined for anything else. */
export function compareTimes(left: Operand, right: Operand): -1 | 0 | 1 | undefined {
  if (left instanceof GoTime && right instanceof GoTime) return left.compare(right);
  if (!(left instanceof GoDuration && right instanceof GoDuration)) return undefined;
  if (left.ns === right.ns) return 0;
  return left.ns < right.ns ? -1 : 1;
}
