import { Fault, textOf } from '../../core/fault.ts';
import { parseGoDuration } from '../../core/go/duration.ts';
import { formatShortest } from '../../core/go/float.ts';
import type { Instant } from '../../core/instant.ts';
import type { Patience } from '../../core/patience.ts';
import { evaluateTime } from '../../evaluator/evaluate-time.ts';
import type { PrometheusConfig, RangeQuery } from './prometheus-config.ts';

/** What Prometheus is asked: the end of the API's path and its parameters. */
export interface Question {
  readonly path: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/**
 * The question of a metric at a moment: the value now, or a range.
 *
 * @throws Fault PROVIDER_CONFIG_INVALID `failed to parse rangeQuery.start as time: …`, `… rangeQuery.step as duration: …`
 */
export function questionOf(config: PrometheusConfig, now: Instant, patience?: Patience): Question {
  const query = ['query', config.query] as const;
  if (config.range === undefined) {
    return { path: 'api/v1/query', parameters: [query, ['time', secondsText(now)]] };
  }
  const { start, end, step } = readRange(config.range, now, patience);
  return {
    path: 'api/v1/query_range',
    parameters: [query, ['start', secondsText(start)], ['end', secondsText(end)], ['step', step]],
  };
}

function readRange(
  range: RangeQuery,
  now: Instant,
  patience?: Patience,
): { start: Instant; end: Instant; step: string } {
  return {
    start: reading('rangeQuery.start as time', () => evaluateTime(range.start, now, patience)),
    end: reading('rangeQuery.end as time', () => evaluateTime(range.end, now, patience)),
    step: reading('rangeQuery.step as duration', () => stepText(parseGoDuration(range.step))),
  };
}

function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Fault('PROVIDER_CONFIG_INVALID', `failed to parse ${what}: ${textOf(cause)}`, {}, { cause });
  }
}

/** Seconds since 1970 with a fraction, such as `1772359500.25`. */
function secondsText(moment: Instant): string {
  const whole = Math.floor(moment / 1000);
  return formatShortest(whole + (moment - whole * 1000) / 1000);
}

function stepText(ns: bigint): string {
  return formatShortest(Number(ns / 1_000_000_000n) + Number(ns % 1_000_000_000n) / 1e9);
}
