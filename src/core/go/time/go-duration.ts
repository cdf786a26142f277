import { formatGoDuration } from '../duration.ts';
import { wrapInt64 } from '../int.ts';

const MAX = 2n ** 63n - 1n;
const SECOND = 1_000_000_000n;

/** A length of time in nanoseconds within 64 bits: Go's `time.Duration`. */
export class GoDuration {
  readonly ns: bigint;

  /** @param ns  wrapped to 64 bits, as Go's arithmetic does */
  constructor(ns: bigint) {
    this.ns = wrapInt64(ns);
  }

  /** The size; the most negative one becomes the largest. */
  abs(): GoDuration {
    const size = this.ns < 0n ? -this.ns : this.ns;
    return new GoDuration(size > MAX ? MAX : size);
  }

  /** In hours, as a float64. */
  hours(): number {
    return inUnits(this.ns, 3600n * SECOND);
  }

  minutes(): number {
    return inUnits(this.ns, 60n * SECOND);
  }

  seconds(): number {
    return inUnits(this.ns, SECOND);
  }

  /** Cut towards zero to a multiple of `step`; as it is when `step` is not above zero. */
  truncate(step: GoDuration): GoDuration {
    return step.ns <= 0n ? this : new GoDuration(this.ns - (this.ns % step.ns));
  }

  /** The nearest multiple of `step`, halves away from zero, stopping at the ends of the range. */
  round(step: GoDuration): GoDuration {
    if (step.ns <= 0n) return this;
    const rest = this.abs().ns % step.ns;
    const size = this.ns < 0n ? -this.ns : this.ns;
    const below = size - (size % step.ns);
    const rounded = rest + rest < step.ns ? below : below + step.ns;
    if (this.ns < 0n) return new GoDuration(rounded > MAX + 1n ? -MAX - 1n : -rounded);
    return new GoDuration(rounded > MAX ? MAX : rounded);
  }

  /** `1h30m0s`, `1.5s`, `0s`. */
  toString(): string {
    return formatGoDuration(this.ns);
  }
}

/** Whole units and the rest are turned into floats apart, which is what gives Go's last digit. */
function inUnits(ns: bigint, unit: bigint): number {
  return Number(ns / unit) + Number(ns % unit) / Number(unit);
}
