import { Fault } from '../../core/fault.ts';

/**
 * How long answers take: a log-logistic distribution, which has the long tail of real latencies and can be told without a table.
 * Both in seconds; the 99th percentile lies above the median and below 50 times the median, so that there is a mean.
 */
export interface Latency {
  readonly medianS: number;
  readonly p99S: number;
}

/** @throws Fault INPUT_INVALID where the two do not make a distribution with a mean */
export function checkLatency({ medianS, p99S }: Latency): void {
  if (medianS > 0 && p99S > medianS && p99S < 50 * medianS) return;
  throw new Fault(
    'INPUT_INVALID',
    `latency with a median of ${medianS} s and a 99th percentile of ${p99S} s: the median must be above 0, the percentile above the median and below 50 times the median`,
    { medianS, p99S },
  );
}

/** The share of answers that take `seconds` at most, 0 to 1. */
export function shareWithin(latency: Latency, seconds: number): number {
  if (seconds <= 0) return 0;
  return 1 / (1 + (seconds / latency.medianS) ** -steepness(latency));
}

/** Seconds, on average. */
export function meanSeconds(latency: Latency): number {
  const angle = Math.PI / steepness(latency);
  return (latency.medianS * angle) / Math.sin(angle);
}

/** Odds of being within x grow with this power of x; at the 99th percentile they are 99 to 1. */
function steepness({ medianS, p99S }: Latency): number {
  return Math.log(99) / Math.log(p99S / medianS);
}
