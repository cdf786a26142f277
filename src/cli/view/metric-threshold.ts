import { type Threshold, thresholdOf } from '../../evaluator/threshold.ts';
import type { Metric } from '../../resources/analysis-spec.ts';

/** Where a metric's values are wanted, as far as it can be read from its conditions. */
export interface MetricThreshold {
  /** What good values do, such as `≥`. */
  readonly sign: '≥' | '≤' | '>' | '<';
  readonly value: number;
}

const WANTED: Readonly<Record<Threshold['operator'], MetricThreshold['sign']>> = {
  '>=': '≥',
  '<=': '≤',
  '>': '>',
  '<': '<',
};

/** A failureCondition says what is not wanted. */
const UNWANTED: Readonly<Record<Threshold['operator'], MetricThreshold['sign']>> = {
  '>=': '<',
  '<=': '>',
  '>': '≤',
  '<': '≥',
};

/** The threshold of a metric, of its successCondition first; undefined where none can be read. */
export function thresholdOfMetric(metric: Metric): MetricThreshold | undefined {
  if (metric.conditionLanguage !== 'expr') return undefined;
  const wanted = thresholdOf(metric.successCondition);
  if (wanted !== undefined) return { sign: WANTED[wanted.operator], value: wanted.value };
  const unwanted = thresholdOf(metric.failureCondition);
  return unwanted && { sign: UNWANTED[unwanted.operator], value: unwanted.value };
}
