import { isInFlight, nextLook } from '../../analysis/schedule.ts';
import type { Instant } from '../../core/instant.ts';
import type { Metric } from '../../resources/analysis-spec.ts';
import { isCompleted, type MetricResult } from '../../resources/run-status.ts';
import type { Progress } from '../../runner/progress.ts';
import { countdownText } from './time-text.ts';

/** When a metric is looked at next, as in `in 0:12`; `now` while it is; empty once it has ended. */
export function nextText(metric: Metric, result: MetricResult | undefined, progress: Progress, now: Instant): string {
  const { status, memory } = progress;
  if (isCompleted(status.phase) || isCompleted(result?.phase)) return '';
  const asked = nextLook(metric, result, status.startedAt ?? progress.at);
  const notBefore = isInFlight(result?.measurements.at(-1)) ? undefined : memory.get(metric.name)?.notBefore;
  const at = Math.max(asked ?? now, notBefore ?? now);
  return at > now ? `in ${countdownText(at - now)}` : 'now';
}
