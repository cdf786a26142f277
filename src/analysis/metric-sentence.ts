import type { Metric } from '../resources/analysis-spec.ts';
import type { Measurement, MetricResult } from '../resources/run-status.ts';
import { type Breach, breach } from './limits.ts';
import { hasReachedCount } from './schedule.ts';
import { isInconclusiveByStop, isMetricProven } from './verdict.ts';

/**
 * One plain sentence on where a metric stands and why, without its final stop's dry-run remark.
 *
 * @param isGoingOn whether its run is not over yet: then what is missing may still come
 */
export function metricSentence(metric: Metric, result: MetricResult | undefined, isGoingOn: boolean): string {
  if (result === undefined || result.measurements.length === 0)
    return isGoingOn ? `${metric.name} has no measurement yet` : `${metric.name} was never measured`;
  switch (result.phase) {
    case 'Successful':
      return isMetricProven(metric, result) ? held(metric, result) : stopped(metric, result);
    case 'Failed':
    case 'Inconclusive':
    case 'Error':
      return endedBadly(metric, result);
    default:
      return goesOn(metric, result);
  }
}

function held(metric: Metric, result: MetricResult): string {
  const streak = metric.consecutiveSuccessLimit;
  const isStreak = streak !== 'off' && result.consecutiveSuccess >= streak;
  const how = isStreak ? `${times(result.consecutiveSuccess, 'success', 'successes')} in a row` : goodOf(result);
  const blemishes = [
    ...(result.failed > 0 ? [`${result.failed} failed, ${allowance(metric.failureLimit)}`] : []),
    ...(result.inconclusive > 0 ? [`${result.inconclusive} inconclusive, ${allowance(metric.inconclusiveLimit)}`] : []),
    ...(result.error > 0 ? [`${times(result.error, 'error', 'errors')} between`] : []),
  ];
  return `${metric.name} held: ${[how, ...blemishes].join('; ')}${lastValue(result)}`;
}

function goodOf({ successful, count }: MetricResult): string {
  return `${successful} of ${times(count, 'measurement', 'measurements')} good`;
}

function stopped(metric: Metric, result: MetricResult): string {
  const taken =
    result.count === 0 ? 'before it had an answer' : `after ${times(result.count, 'measurement', 'measurements')}`;
  const stop = `${metric.name} was stopped ${taken}, before its limits decided`;
  if (result.consecutiveError === 0) return stop;
  return `${stop}; ${times(result.consecutiveError, 'error', 'errors')} in a row${lastMessage(result.measurements.at(-1))}`;
}

function endedBadly(metric: Metric, result: MetricResult): string {
  const broken = breach(metric, result);
  if (isInconclusiveByStop(metric, result)) return `${metric.name} was stopped while a measurement was under way`;
  return broken === undefined ? missedStreak(metric, result) : passedLimit(metric, result, broken);
}

function passedLimit(metric: Metric, result: MetricResult, { phase, had, allowed }: Breach): string {
  const last = result.measurements.at(-1);
  switch (phase) {
    case 'Failed':
      return `${metric.name} failed: ${times(had, 'failure', 'failures')}, ${allowance(allowed)}${failedValue(metric, last)}`;
    case 'Inconclusive':
      return `${metric.name} is inconclusive: ${had} unclear ${had === 1 ? 'answer' : 'answers'}, ${allowance(allowed)}${unclearValue(last)}`;
    case 'Error':
      return `${metric.name} could not be measured: ${times(had, 'error', 'errors')} in a row, ${allowance(allowed)}${lastMessage(last)}`;
  }
}

function missedStreak(metric: Metric, result: MetricResult): string {
  const word = result.phase === 'Failed' ? 'failed' : 'is inconclusive';
  const taken = times(result.count, 'measurement', 'measurements');
  return `${metric.name} ${word}: ${taken} without ${metric.consecutiveSuccessLimit} successes in a row${lastValue(result)}`;
}

function goesOn(metric: Metric, result: MetricResult): string {
  if (hasReachedCount(metric, result)) return `${metric.name} has all its measurements`;
  const wanted = metric.count === undefined ? 'without an end' : `of ${metric.count}`;
  return `${metric.name} is being measured: ${result.count} ${wanted} so far${lastValue(result)}`;
}

function failedValue({ successCondition, failureCondition }: Metric, last: Measurement | undefined): string {
  if (last?.value === undefined) return lastMessage(last);
  if (failureCondition === '') return `; the last value ${brief(last.value)} did not meet "${successCondition}"`;
  return `; the last value ${brief(last.value)} met the failureCondition "${failureCondition}"`;
}

function unclearValue(last: Measurement | undefined): string {
  return last?.value === undefined ? lastMessage(last) : `; the last value ${brief(last.value)} met neither condition`;
}

function lastValue(result: MetricResult): string {
  const value = result.measurements.at(-1)?.value;
  return value === undefined ? '' : `; last value ${brief(value)}`;
}

function lastMessage(last: Measurement | undefined): string {
  return last?.message === undefined ? '' : `; last: ${last.message.trim()}`;
}

/** Long answers would bury the sentence: the whole value stands beside it in the explanation. */
function brief(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}

function allowance(limit: number | 'off'): string {
  return limit === 'off' ? 'any number allowed' : `${limit} allowed`;
}

function times(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
