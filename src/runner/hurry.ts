import { isInFlight } from '../analysis/schedule.ts';
import type { Instant } from '../core/instant.ts';
import type { Measurement, MetricResult, RunStatus } from '../resources/run-status.ts';

/** The metrics whose measurement in flight is to be looked at before its time, because something happened. */
export class Hurry {
  readonly #metrics = new Set<string>();

  /** Everything in flight is to be looked at. */
  add({ metricResults }: RunStatus): void {
    for (const { name, measurements } of metricResults) if (isInFlight(measurements.at(-1))) this.#metrics.add(name);
  }

  /**
   * The status with those looks due now. One that is under way may have been taken before it happened, so its metric waits
   * for it and is looked at once more.
   */
  due(status: RunStatus, isUnderWay: (metric: string) => boolean, now: Instant): RunStatus {
    const ready = new Set([...this.#metrics].filter((metric) => !isUnderWay(metric)));
    if (ready.size === 0) return status;
    for (const metric of ready) this.#metrics.delete(metric);
    return {
      ...status,
      metricResults: status.metricResults.map((result) => (ready.has(result.name) ? dueNow(result, now) : result)),
    };
  }
}

function dueNow(result: MetricResult, now: Instant): MetricResult {
  const last = result.measurements.at(-1);
  if (last === undefined || !isEarly(last, now)) return result;
  return { ...result, measurements: [...result.measurements.slice(0, -1), { ...last, resumeAt: now }] };
}

function isEarly(last: Measurement, now: Instant): boolean {
  return isInFlight(last) && last.resumeAt !== undefined && last.resumeAt > now;
}
