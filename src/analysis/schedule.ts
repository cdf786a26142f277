import { after, earliest, type Instant, type Millis, millisOf } from '../core/instant.ts';
import type { Metric, ReadySpec } from '../resources/analysis-spec.ts';
import { isCompleted, type Measurement, type MetricResult, type RunStatus } from '../resources/run-status.ts';
import type { LookDue } from './sample.ts';
import { isTerminating } from './terminating.ts';

/** How long after an error, or after any look of a metric without an interval, the next look comes. */
const RETRY: Millis = millisOf(10_000);

/** The looks to take now, in the order of the spec (analysis.md §5.1). */
export function looksDue(spec: ReadySpec, status: RunStatus, now: Instant): readonly LookDue[] {
  const terminating = isTerminating(spec, status);
  const due: LookDue[] = [];
  for (const metric of spec.metrics) {
    const kind = lookDue(metric, resultOf(status, metric.name), { terminating, startedAt: status.startedAt, now });
    if (kind !== undefined) due.push({ kind, metric: metric.name });
  }
  return due;
}

/**
 * When the run wants to be looked at again, never before `now`; absent where only an outside event can move it (§5.2).
 *
 * @param isSpokenFor metrics to leave out, because an answer is under way or the backend asked to wait; default: none
 */
export function wakeAt(
  spec: ReadySpec,
  status: RunStatus,
  now: Instant,
  isSpokenFor: (metric: string) => boolean = () => false,
): Instant | undefined {
  const startedAt = status.startedAt ?? now;
  const open = spec.metrics.filter(({ name }) => !isSpokenFor(name));
  const at = earliest(open.map((metric) => nextLook(metric, resultOf(status, metric.name), startedAt)));
  return at === undefined || at > now ? at : now;
}

/** The result of a metric, if it has been looked at. */
export function resultOf(status: RunStatus, metric: string): MetricResult | undefined {
  return status.metricResults.find(({ name }) => name === metric);
}

/** True for a measurement that has begun and not ended. */
export function isInFlight(measurement: Measurement | undefined): boolean {
  return measurement !== undefined && measurement.finishedAt === undefined;
}

/** True once a metric has all the measurements it wants; errors do not count toward `count`. */
export function hasReachedCount(metric: Metric, result: MetricResult): boolean {
  return metric.count !== undefined && result.count >= metric.count;
}

interface Circumstances {
  readonly terminating: boolean;
  readonly startedAt: Instant | undefined;
  readonly now: Instant;
}

function lookDue(
  metric: Metric,
  result: MetricResult | undefined,
  { terminating, startedAt, now }: Circumstances,
): LookDue['kind'] | undefined {
  if (isCompleted(result?.phase)) return undefined;
  const last = result?.measurements.at(-1);
  if (last !== undefined && last.finishedAt === undefined) {
    if (terminating) return 'terminate';
    return last.resumeAt === undefined || last.resumeAt <= now ? 'resume' : undefined;
  }
  if (terminating) return undefined;
  if (result === undefined || last === undefined) return isDelayed(metric, startedAt, now) ? undefined : 'start';
  if (hasReachedCount(metric, result)) return undefined;
  // Strictly after: a wake at the very moment takes nothing and asks to be woken again.
  return now > after(last.finishedAt ?? now, waitAfter(metric, last)) ? 'start' : undefined;
}

function isDelayed({ initialDelay }: Metric, startedAt: Instant | undefined, now: Instant): boolean {
  if (initialDelay === undefined) return false;
  return startedAt === undefined || after(startedAt, initialDelay) > now;
}

function waitAfter({ interval }: Metric, last: Measurement): Millis {
  return last.phase === 'Error' ? RETRY : (interval ?? RETRY);
}

/** When a metric will be looked at after what it has; absent when that is at once, when it is over, or when only an outside event tells. */
export function nextLook(metric: Metric, result: MetricResult | undefined, startedAt: Instant): Instant | undefined {
  if (isCompleted(result?.phase)) return undefined;
  const last = result?.measurements.at(-1);
  if (result === undefined || last === undefined) {
    return metric.initialDelay === undefined ? undefined : after(startedAt, metric.initialDelay);
  }
  if (last.finishedAt === undefined) return last.resumeAt;
  if (hasReachedCount(metric, result)) return undefined;
  if (last.phase === 'Error') return after(last.finishedAt, RETRY);
  return metric.interval === undefined ? undefined : after(last.finishedAt, metric.interval);
}
