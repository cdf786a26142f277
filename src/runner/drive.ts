import { assess } from '../analysis/assess.ts';
import { record } from '../analysis/record.ts';
import { collectsDue } from '../analysis/retain.ts';
import type { RunEvent } from '../analysis/run-event.ts';
import { type Collected, type Due, isLook } from '../analysis/sample.ts';
import { isTerminating } from '../analysis/terminating.ts';
import { waitUntil } from '../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../core/instant.ts';
import type { RunRef } from '../providers/provider.ts';
import type { Metric, ReadySpec } from '../resources/analysis-spec.ts';
import { isCompleted, type RunStatus } from '../resources/run-status.ts';
import type { Resolved } from '../template/resolved.ts';
import { Bell } from './bell.ts';
import type { Deps } from './deps.ts';
import { Hurry } from './hurry.ts';
import { mayBegin, remember } from './memory.ts';
import { nextWake } from './next-wake.ts';
import { Outside } from './outside.ts';
import type { Memory, Progress, Taken } from './progress.ts';
import { lookInTurn } from './shared-questions/look-in-turn.ts';
import { collect } from './take.ts';
import { UnderWay } from './under-way.ts';

/** A run as it can be begun, or taken up where another process left it. */
export interface LiveRun {
  /** The `uid` must survive with the status: Jobs are found again by it. */
  readonly ref: Omit<RunRef, 'startedAt'>;
  /** The spec with today's secrets; asked again at every step, so that a changed spec or secret takes effect. */
  readonly resolve: () => Resolved | Promise<Resolved>;
  readonly status: RunStatus;
  readonly memory: Memory;
  /** Aborted to ask for an early end, as `spec.terminate` does. */
  readonly stop?: AbortSignal;
  /** What is told to the run from outside. */
  readonly outside?: Outside;
  /**
   * Hears that the run has done what could be done and waits. A change that was given out before it is whole now.
   *
   * @param isLooking  looks are under way
   */
  readonly onRest?: (isLooking: boolean) => void;
  /**
   * Looks that are due within so long of each other are begun together, and answers that come so close are taken in together: fewer steps, for a
   * look that may be so much late. Absent: each is begun and taken in when it comes.
   */
  readonly together?: Millis;
  /** Waits of at least so long are not waited for here: the run is given back until then. Absent: every wait is. */
  readonly sleepFrom?: Millis;
  /** Whoever drives it on after such a wait knows where it stands: that is given out once something has changed. */
  readonly isKnown?: boolean;
}

/** A run that has nothing to do until a moment, or until it is told something from outside. It goes on from its last step. */
export interface Asleep {
  readonly until: Instant;
}

/** A wake at exactly the asked moment is too early by upstream's strict rule. */
const JUST_AFTER = millisOf(1);

/**
 * Drives a run to its end: assess, take what is due, record each answer when it arrives, assess again. Gives out every
 * step; whoever consumes it may save a step before asking for the next one, and no new look begins before that.
 * Callers differ only in the clock they hand over.
 *
 * @returns a run that sleeps; undefined for one that is over or was given up
 */
export async function* drive(run: LiveRun, deps: Deps): AsyncGenerator<Progress, Asleep | undefined, void> {
  const { outside = new Outside() } = run;
  const news = new Bell();
  const underWay = new UnderWay(news.ring);
  const hurry = new Hurry();
  outside.listen(news.ring);
  run.stop?.addEventListener('abort', news.ring);
  let state: State = { status: run.status, memory: run.memory };
  let isFirst = run.isKnown !== true;
  const rest = async (): Promise<void> => {
    run.onRest?.(underWay.isBusy);
    await news.heard();
    if (run.together !== undefined && underWay.areMoreToCome)
      await waitUntil(deps.clock, after(deps.clock.now(), run.together), outside.abandonment);
    if (outside.takeNews()) hurry.add(state.status);
  };
  try {
    for (;;) {
      const resolved = await resolvedNow(run);
      if (outside.abandonment.aborted) return undefined;
      const now = deps.clock.now();
      if (mustLandFirst(resolved, state.status, underWay)) {
        await rest();
      } else {
        state = { ...state, status: hurry.due(state.status, (metric) => underWay.has(metric), now) };
        const assessed = assess(resolved.spec, state.status, now);
        const isNews = isFirst || assessed.status !== state.status;
        isFirst = false;
        state = { ...state, status: assessed.status };
        const step = { at: now, resolved, taken: [], events: assessed.events, wakeAt: assessed.wakeAt };
        if (isNews) yield progressOf(state, step);
        if (isCompleted(state.status.phase)) return undefined;
        // Whoever took the step may have taken their time over it, and an end been asked for meanwhile.
        if (isStopNews(run, resolved)) continue;
        if (!outside.isEnding) begin(assessed.due, { run, resolved, state, underWay, now }, deps);
        else if (!underWay.isBusy) return undefined;
        const asked = nextWake(resolved.spec, state, now, (metric) => underWay.has(metric));
        const wake = after(asked, run.together ?? JUST_AFTER);
        if (maySleep(run, underWay, wake, now)) return { until: wake };
        const cancel = deps.clock.alarm(wake, news.ring);
        await rest();
        cancel();
      }
      if (outside.abandonment.aborted) return undefined;
      const taken = underWay.collect();
      if (taken.length === 0) continue;
      const recorded = await takeIn(run, resolved, state, taken, deps);
      state = recorded.state;
      yield progressOf(state, { at: deps.clock.now(), resolved, taken, events: recorded.events, wakeAt: undefined });
      if (isCompleted(state.status.phase) && !underWay.mayLeaveTraces) return undefined;
    }
  } finally {
    run.stop?.removeEventListener('abort', news.ring);
    underWay.abandon();
  }
}

function maySleep({ sleepFrom }: LiveRun, { isBusy }: UnderWay, wake: Instant, now: Instant): boolean {
  return sleepFrom !== undefined && !isBusy && wake >= after(now, sleepFrom);
}

interface State {
  readonly status: RunStatus;
  readonly memory: Memory;
}

interface Step {
  readonly at: Instant;
  readonly resolved: Resolved;
  readonly taken: readonly Taken[];
  readonly events: readonly RunEvent[];
  readonly wakeAt: Instant | undefined;
}

function progressOf({ status, memory }: State, { wakeAt, ...step }: Step): Progress {
  return { ...step, status, memory, ...(wakeAt !== undefined && { wakeAt }) };
}

async function resolvedNow(run: LiveRun): Promise<Resolved> {
  const resolved = await run.resolve();
  const { spec } = resolved;
  return run.stop?.aborted === true && spec.kind === 'ready'
    ? { ...resolved, spec: { ...spec, terminate: true } }
    : resolved;
}

function isStopNews({ stop }: LiveRun, { spec }: Resolved): boolean {
  return stop?.aborted === true && spec.kind === 'ready' && !spec.terminate;
}

// A Job that is being created while the run ends would be left behind: let it land, then it is told to stop.
function mustLandFirst({ spec }: Resolved, status: RunStatus, underWay: UnderWay): boolean {
  return spec.kind === 'ready' && isTerminating(spec, status) && underWay.mayLeaveTraces;
}

interface Beginning {
  readonly run: LiveRun;
  readonly resolved: Resolved;
  readonly state: State;
  readonly underWay: UnderWay;
  readonly now: Instant;
}

function begin(due: readonly Due[], { run, resolved, state, underWay, now }: Beginning, deps: Deps): void {
  const { spec } = resolved;
  if (spec.kind === 'refused') return;
  for (const look of due.filter(isLook)) {
    const metric = metricOf(spec, look.metric);
    if (underWay.has(look.metric) || !mayBegin(look, state.memory, now)) continue;
    const leavesTraces = deps.providers.get(metric.provider.kind)?.inFlight !== undefined;
    underWay.begin(look, leavesTraces, (signal) =>
      lookInTurn(look, { run: run.ref, metric, resolved, status: state.status, signal }, deps),
    );
  }
}

function metricOf(spec: ReadySpec, name: string): Metric {
  const metric = spec.metrics.find((one) => one.name === name);
  if (metric === undefined) throw new Error(`metric '${name}' is due but not in the spec`);
  return metric;
}

interface Recorded {
  readonly state: State;
  readonly events: readonly RunEvent[];
}

async function takeIn(
  run: LiveRun,
  resolved: Resolved,
  state: State,
  taken: readonly Taken[],
  deps: Deps,
): Promise<Recorded> {
  const { spec } = resolved;
  const memory = remember(state.memory, taken);
  if (spec.kind === 'refused') return { state, events: [] };
  const samples = taken.map(({ sample }) => sample);
  const { status, events } = record(spec, state.status, samples, deps.clock.now());
  const collected = await collectAll(run, resolved, status, deps);
  const trimmed = collected.length === 0 ? status : record(spec, status, collected, deps.clock.now()).status;
  return { state: { status: trimmed, memory }, events };
}

async function collectAll(
  run: LiveRun,
  resolved: Resolved,
  status: RunStatus,
  deps: Deps,
): Promise<readonly Collected[]> {
  const { spec } = resolved;
  if (spec.kind === 'refused') return [];
  const collected: Collected[] = [];
  for (const { metric: name, keep } of collectsDue(spec, status)) {
    const metric = spec.metrics.find((one) => one.name === name);
    const signal = run.outside?.abandonment ?? new AbortController().signal;
    const at = metric && { run: run.ref, metric, resolved, status, signal };
    collected.push({ kind: 'collected', metric: name, keep, outcome: at ? await collect(keep, at, deps) : 'done' });
  }
  return collected;
}
