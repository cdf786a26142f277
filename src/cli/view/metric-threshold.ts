import type { Metric } from '../../resources/analysis-spec.ts';

/** Where a metric's values are wanted, as far as it can be read from its conditions. */
export interface MetricThreshold {
  /** What good values do, such as `≥`. */
  readonly sign: '≥' | '≤' | '>' | '<';
  readonly value: number;
}

const PLAIN = /^\s*(?:float\()?result(?:\[0\])?\)?\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/;

/** The threshold of a metric whose conditions are one plain comparison; undefined for all others. */
export function thresholdOfMetric(metric: Metric): MetricThreshold | undefined {
  if (metric.conditionLanguage !== 'expr') return undefined;
  const wanted = PLAIN.exec(metric.successCondition);
  if (wanted !== null) return { sign: WANTED.get(wanted[1] ?? '') ?? '≥', value: Number(wanted[2]) };
  const unwanted = PLAIN.exec(metric.failureCondition);
  if (unwanted !== null) return { sign: UNWANTED.get(unwanted[1] ?? '') ?? '≤', value: Number(unwanted[2]) };
  return undefined;
}

const WANTED: ReadonlyMap<string, MetricThreshold['sign']> = new Map([
  ['>=', '≥'],
  ['<=', '≤'],
  ['>', '>'],
  ['<', '<'],
]);

/** A failureCondition says what is not wanted. */
const UNWANTED: ReadonlyMap<string, MetricThreshold['sign']> = new Map([
  ['>=', '<'],
  ['<=', '>'],
  ['>', '≤'],
  ['<', '≥'],
]);
