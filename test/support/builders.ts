import type { Answer, Look, Measured } from '../../src/analysis/sample.ts';
import { after, type Instant, instantOf, type Millis, millisOf } from '../../src/core/instant.ts';
import type { Metric, ReadySpec } from '../../src/resources/analysis-spec.ts';
import type { MetricResult } from '../../src/resources/run-status.ts';

/** The moment all tests begin at: 2026-03-01T10:00:00Z. */
export const T0: Instant = instantOf(Date.UTC(2026, 2, 1, 10));

/** So many seconds after T0. */
export function at(seconds: number): Instant {
  return after(T0, millisOf(seconds * 1000));
}

export function seconds(count: number): Millis {
  return millisOf(count * 1000);
}

/** A metric that says only what matters; everything else has upstream's defaults. */
export function metric(name: string, given: Partial<Metric> = {}): Metric {
  return {
    name,
    successCondition: '',
    failureCondition: '',
    conditionLanguage: 'expr',
    failureLimit: 0,
    inconclusiveLimit: 0,
    consecutiveErrorLimit: 4,
    consecutiveSuccessLimit: 'off',
    provider: { kind: 'scripted', isPlugin: false, config: {} },
    ...(given.interval === undefined && given.count === undefined && { count: 1 }),
    ...given,
  };
}

/** A run over these metrics. */
export function ready(metrics: readonly Metric[], given: Partial<ReadySpec> = {}): ReadySpec {
  return { kind: 'ready', metrics, dryRun: new Set(), keep: new Map(), terminate: false, ...given };
}

/** A metric's result with these counts, its last measurement finished. */
export function result(name: string, given: Partial<MetricResult> = {}): MetricResult {
  return {
    name,
    phase: 'Running',
    measurements: [{ phase: 'Successful', value: '1', startedAt: T0, finishedAt: T0 }],
    count: 0,
    successful: 0,
    failed: 0,
    inconclusive: 0,
    error: 0,
    consecutiveError: 0,
    consecutiveSuccess: 0,
    dryRun: false,
    ...given,
  };
}

/** One answer, taken in an instant. */
export function sample(name: string, answer: Answer | Answer['phase'], when: Instant, look: Look = 'start'): Measured {
  return { kind: 'measured', metric: name, look, startedAt: when, finishedAt: when, answer: answerOf(answer) };
}

function answerOf(answer: Answer | Answer['phase']): Answer {
  if (typeof answer !== 'string') return answer;
  return answer === 'Running' || answer === 'Pending' || answer === ''
    ? { kind: 'pending', phase: answer }
    : { kind: 'ended', phase: answer };
}
