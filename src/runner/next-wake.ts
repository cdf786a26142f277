import { assess } from '../analysis/assess.ts';
import { isLook } from '../analysis/sample.ts';
import { wakeAt } from '../analysis/schedule.ts';
import { after, earliest, type Instant, type Millis, millisOf } from '../core/instant.ts';
import type { AnalysisSpec } from '../resources/analysis-spec.ts';
import { isCompleted } from '../resources/run-status.ts';
import { endOfWaits, mayBegin, mustWait } from './memory.ts';
import type { Progress } from './progress.ts';
import type { RunStand } from './stand-json.ts';

/** A run in flight without `resumeAt` waits for an outside event; without one it is looked at this often, as upstream's resync does. */
const RESYNC: Millis = millisOf(15 * 60_000);

/**
 * When to look at a run again without an answer. Metrics under way or waiting for their backend are due all the time, and must not make us spin.
 *
 * @param isUnderWay default: none is
 */
export function nextWake(
  spec: AnalysisSpec,
  { status, memory }: RunStand,
  now: Instant,
  isUnderWay: (metric: string) => boolean = () => false,
): Instant {
  const isSpokenFor = (metric: string): boolean => isUnderWay(metric) || mustWait(memory, metric, now);
  const asked = spec.kind === 'ready' ? wakeAt(spec, status, now, isSpokenFor) : undefined;
  return earliest([asked, endOfWaits(memory, now)]) ?? after(now, RESYNC);
}

/**
 * When whoever takes up a run after this step has something to do for it, never before the step. What is under way is begun anew, and what
 * is over has its end told.
 */
export function dueAfter({ resolved: { spec }, status, memory, at }: Progress): Instant {
  const { status: next, due } = assess(spec, status, at);
  const isBusy =
    isCompleted(status.phase) || next !== status || due.some((one) => isLook(one) && mayBegin(one, memory, at));
  return isBusy ? at : nextWake(spec, { status, memory }, at);
}
