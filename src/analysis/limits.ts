import type { Metric } from '../resources/analysis-spec.ts';
import type { CompletedPhase, MetricResult } from '../resources/run-status.ts';

/** A limit that was passed: the phase it gives the metric, and the arithmetic. */
export interface Breach {
  readonly phase: Exclude<CompletedPhase, 'Successful'>;
  readonly limit: 'failureLimit' | 'inconclusiveLimit' | 'consecutiveErrorLimit';
  readonly had: number;
  readonly allowed: number;
}

/** First match wins: within one metric an error streak hides unclear answers, which hide failures. Across metrics another order holds, see `worse`. */
const LIMITS = [
  { phase: 'Error', limit: 'consecutiveErrorLimit', count: 'consecutiveError' },
  { phase: 'Inconclusive', limit: 'inconclusiveLimit', count: 'inconclusive' },
  { phase: 'Failed', limit: 'failureLimit', count: 'failed' },
] as const;

/** The limit that decides for a metric; undefined while all hold (analysis.md §7.4). */
export function breach(metric: Metric, result: MetricResult): Breach | undefined {
  for (const { phase, limit, count } of LIMITS) {
    const allowed = metric[limit];
    if (allowed !== 'off' && result[count] > allowed) return { phase, limit, had: result[count], allowed };
  }
  return undefined;
}

const COUNTED = {
  failureLimit: 'failed',
  inconclusiveLimit: 'inconclusive',
  consecutiveErrorLimit: 'consecutiveErrors',
} as const;

/** Upstream's text: `failed (2) > failureLimit (1)`. */
export function describeBreach({ limit, had, allowed }: Breach): string {
  return `${COUNTED[limit]} (${had}) > ${limit} (${allowed})`;
}
