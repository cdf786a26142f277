import { Fault } from '../core/fault.ts';
import { durationMs } from '../core/go/duration.ts';
import type { Millis } from '../core/instant.ts';
import type { Metric } from './analysis-spec.ts';
import { readIntOrString } from './int-or-string.ts';
import { providersOf } from './providers-of.ts';
import type { RawMetric } from './schema/metric.ts';
import type { IntOrString } from './schema/scalars.ts';

/**
 * Reads a metric whose placeholders are filled in and which `metricFaults` found no fault with into numbers and unions.
 *
 * @throws Fault DURATION_INVALID, TEMPLATE_INVALID for a metric that has faults after all
 */
export function readMetric(raw: RawMetric): Metric {
  const [provider] = providersOf(raw.provider);
  if (provider === undefined) throw new Fault('TEMPLATE_INVALID', `metric "${raw.name}" names no provider`);
  const interval = readDuration(raw.interval);
  const initialDelay = readDuration(raw.initialDelay);
  const count = effectiveCount(raw.count, interval);
  const failureLimit = readIntOrString(raw.failureLimit ?? 0);
  const successesInARow = readIntOrString(raw.consecutiveSuccessLimit ?? 0);
  return {
    name: raw.name,
    ...(interval !== undefined && { interval }),
    ...(initialDelay !== undefined && { initialDelay }),
    ...(count !== undefined && { count }),
    successCondition: raw.successCondition ?? '',
    failureCondition: raw.failureCondition ?? '',
    conditionLanguage: raw.conditionLanguage ?? 'expr',
    ...(raw.transform && { transform: raw.transform }),
    failureLimit: failureLimit < 0 ? 'off' : failureLimit,
    inconclusiveLimit: readIntOrString(raw.inconclusiveLimit ?? 0),
    consecutiveErrorLimit: readIntOrString(raw.consecutiveErrorLimit ?? DEFAULT_ERROR_LIMIT),
    consecutiveSuccessLimit: successesInARow === 0 ? 'off' : successesInARow,
    provider,
  };
}

/** Errors in a row that a metric tolerates unless it says otherwise. */
const DEFAULT_ERROR_LIMIT = 4;

/** How many measurements end a metric; undefined for one that measures until it is told to stop. */
export function effectiveCount(count: IntOrString | null | undefined, interval: unknown): number | undefined {
  const written = readIntOrString(count ?? 0);
  if (written !== 0) return written;
  return interval === undefined || interval === '' ? 1 : undefined;
}

function readDuration(written: string | undefined): Millis | undefined {
  return written === undefined || written === '' ? undefined : durationMs(written);
}
