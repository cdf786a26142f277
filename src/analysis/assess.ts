import type { Instant } from '../core/instant.ts';
import type { AnalysisSpec, ReadySpec } from '../resources/analysis-spec.ts';
import { isCompleted, type RunStatus } from '../resources/run-status.ts';
import { type Judged, judgeRun } from './judge-run.ts';
import { collectsDue } from './retain.ts';
import { type RunEvent, runEvent } from './run-event.ts';
import type { Due } from './sample.ts';
import { looksDue, wakeAt } from './schedule.ts';

/** Where a run stands and what is to be done. */
export interface Assessment {
  readonly status: RunStatus;
  /** Looks to take and clean-ups to make now; empty when nothing is to do before `wakeAt`. */
  readonly due: readonly Due[];
  /** When to ask again; absent once the run is over, or where only an answer under way or an outside event can move it. */
  readonly wakeAt?: Instant;
  /** What this assessment decided, for the record. */
  readonly events: readonly RunEvent[];
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Where the run stands at `now`, and what is to be done. Takes nothing in, and asked twice at one instant answers the same.
 * While looks are due nothing is judged: what they bring comes first, and `record` judges it.
 */
export function assess(spec: AnalysisSpec, status: RunStatus, now: Instant): Assessment {
  if (isCompleted(status.phase)) return { status, due: collectsDueOf(spec, status), events: [] };
  if (spec.kind === 'refused') return refuse(spec.message, status);
  const looks = looksDue(spec, status, now);
  if (looks.length > 0) return waiting(spec, status, now, [...looks, ...collectsDue(spec, status)]);
  const { status: judged, events } = judge(spec, status, now);
  if (isCompleted(judged.phase)) return { status: judged, due: collectsDue(spec, judged), events };
  return { ...waiting(spec, judged, now, collectsDue(spec, judged)), events };
}

function judge(spec: ReadySpec, status: RunStatus, now: Instant): Judged {
  return judgeRun(spec, status, NONE, now);
}

function waiting(spec: ReadySpec, status: RunStatus, now: Instant, due: readonly Due[]): Assessment {
  const at = wakeAt(spec, status, now);
  return { status, due, ...(at !== undefined && { wakeAt: at }), events: [] };
}

function collectsDueOf(spec: AnalysisSpec, status: RunStatus): readonly Due[] {
  return spec.kind === 'ready' ? collectsDue(spec, status) : [];
}

// The original leaves times, summaries and results as they are when it refuses a spec (analysis.md §4).
function refuse(message: string, status: RunStatus): Assessment {
  return { status: { ...status, phase: 'Error', message }, due: [], events: [runEvent('Error')] };
}
