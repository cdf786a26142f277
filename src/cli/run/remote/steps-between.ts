import type { Explanation, LimitCheck } from '../../../analysis/explanation.ts';
import { metricEvent, type RunEvent } from '../../../analysis/run-event.ts';
import type { Measured } from '../../../analysis/sample.ts';
import { resultOf } from '../../../analysis/schedule.ts';
import type { Instant } from '../../../core/instant.ts';
import { isCompleted, type Measurement, type MetricResult, type RunStatus } from '../../../resources/run-status.ts';
import { standInsFor } from '../../../runner/evidence/stand-ins.ts';
import type { Progress, Taken } from '../../../runner/progress.ts';
import { resolve } from '../../../template/resolve.ts';
import type { Resolved } from '../../../template/resolved.ts';
import type { RemoteRun } from './remote-run.ts';

/** A step of a run as a view is shown it. */
export interface ShownStep {
  readonly progress: Progress;
  readonly explanation: Explanation;
}

/**
 * What happened to a run between two looks at it, as the steps that a view is shown: one a measurement that is new, in the order of their ends, then how it stands.
 * Of what a status no longer keeps nothing is known.
 *
 * @param before what was seen of it last; undefined for the first look
 * @param now    for what has no time of its own
 */
export function stepsBetween(before: RunStatus | undefined, run: RemoteRun, now: Instant): readonly ShownStep[] {
  const { explanation, status } = run;
  if (explanation === undefined) return [];
  const resolved = resolvedOf(run);
  const step = (at: Instant, taken: readonly Taken[], events: readonly RunEvent[]): Progress => ({
    at,
    resolved,
    status,
    taken,
    events,
    memory: new Map(),
  });
  const looks = newLooks(before, status, explanation);
  const ended = endedBetween(before, status);
  return [
    ...looks.map(({ taken, later }) => ({
      progress: step(taken.sample.finishedAt, [taken], []),
      explanation: later.length === 0 ? explanation : asBefore(later, explanation, taken.sample.metric),
    })),
    { progress: step(status.completedAt ?? looks.at(-1)?.taken.sample.finishedAt ?? now, [], ended), explanation },
  ];
}

/** The spec as views read it; where it cannot be read they show what needs none. */
export function resolvedOf({ spec }: RemoteRun): Resolved {
  if (spec !== undefined) return resolve(spec, standInsFor(spec));
  return { spec: { kind: 'refused', message: '' }, opened: () => ({}), redact: (text) => text };
}

interface NewLook {
  readonly taken: Taken & { readonly sample: Measured };
  /** What its metric measured after it. */
  readonly later: readonly Measurement[];
}

function newLooks(before: RunStatus | undefined, status: RunStatus, explanation: Explanation): readonly NewLook[] {
  const looks = status.metricResults.flatMap((result) => {
    const known = before === undefined ? undefined : resultOf(before, result.name);
    const ended = result.measurements.filter(({ phase }) => isCompleted(phase));
    const missed = takenIn(result) - (known === undefined ? 0 : takenIn(known));
    const fresh = missed <= 0 ? [] : ended.slice(-missed);
    const note = explanation.metrics.find(({ name }) => name === result.name)?.deciding?.note;
    return fresh.flatMap((measurement, index) => {
      const sample = sampleOf(result.name, measurement);
      const later = fresh.slice(index + 1);
      const taken = sample && { sample, exchanges: [], ...(later.length === 0 && note !== undefined && { note }) };
      return taken === undefined ? [] : [{ taken, later }];
    });
  });
  return looks.toSorted((a, b) => a.taken.sample.finishedAt - b.taken.sample.finishedAt);
}

function takenIn({ count, error }: MetricResult): number {
  return count + error;
}

function sampleOf(metric: string, { phase, value, message, startedAt, finishedAt }: Measurement): Measured | undefined {
  if (finishedAt === undefined || !isCompleted(phase)) return undefined;
  return {
    kind: 'measured',
    metric,
    look: 'start',
    startedAt: startedAt ?? finishedAt,
    finishedAt,
    answer: {
      kind: 'ended',
      phase,
      ...(value !== undefined && { value }),
      ...(message !== undefined && { message }),
    },
  };
}

function endedBetween(before: RunStatus | undefined, { metricResults }: RunStatus): readonly RunEvent[] {
  return metricResults.flatMap(({ name, phase }) => {
    const wasOver = before !== undefined && isCompleted(resultOf(before, name)?.phase);
    return isCompleted(phase) && !wasOver ? [metricEvent(name, phase)] : [];
  });
}

/**
 * The explanation as it was before a metric's later measurements. What is explained is the newest one: the numbers of its condition are not
 * those of an older one, and how many came in a row is not known any more.
 */
function asBefore(later: readonly Measurement[], explanation: Explanation, metric: string): Explanation {
  return {
    ...explanation,
    metrics: explanation.metrics.map((one) => {
      if (one.name !== metric) return one;
      const { deciding: _, limits, ...rest } = one;
      return { ...rest, limits: limits.flatMap((check) => limitBefore(later, check)) };
    }),
  };
}

function limitBefore(later: readonly Measurement[], check: LimitCheck): readonly LimitCheck[] {
  const isCounted = COUNTED[check.limit];
  if (isCounted === undefined) return [];
  const had = check.had - later.filter(({ phase }) => isCounted(phase)).length;
  return [{ ...check, had, isHit: check.isHit && had === check.had }];
}

/** The phases that count towards a limit; none for those that count what came in a row. */
const COUNTED: Readonly<Record<LimitCheck['limit'], ((phase: Measurement['phase']) => boolean) | undefined>> = {
  count: (phase) => isCompleted(phase) && phase !== 'Error',
  failureLimit: (phase) => phase === 'Failed',
  inconclusiveLimit: (phase) => phase === 'Inconclusive',
  consecutiveErrorLimit: undefined,
  consecutiveSuccessLimit: undefined,
};
