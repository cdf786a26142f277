import { parseInstant } from '../../../core/instant.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';

/** What kubectl tells of a pod. */
export interface PodSummary {
  /** Containers that are ready, of those that run as long as the pod does. */
  readonly ready: number;
  readonly containers: number;
  /** Phase, or what is the matter with a container: `Running`, `CrashLoopBackOff`, `Init:0/2`, `Terminating`. */
  readonly reason: string;
  readonly restarts: number;
  /** When a container ended last that was started again; empty where none was. */
  readonly lastRestartAt: string;
}

/** How a pod stands, put together from its containers as the API server does it for tables. */
export function podSummary(pod: Fields): PodSummary {
  const [spec, status] = [pod.below('spec'), pod.below('status')];
  const sidecars = new Set(
    items(spec, 'initContainers')
      .filter((container) => container.text('restartPolicy') === 'Always')
      .map((container) => container.text('name')),
  );
  const initial = initialStage(status, sidecars, spec.list('initContainers').length);
  const isStarted = initial.reason === undefined || isTrue(status, 'Initialized');
  const running = isStarted ? runningStage(status) : undefined;
  const reason = running?.reason ?? initial.reason ?? phaseReason(status);
  const counted = running === undefined ? initial.tally : together(initial.sidecarTally, running.tally);
  return {
    ready: initial.ready + (running?.ready ?? 0),
    containers: spec.list('containers').length + sidecars.size,
    reason: endReason(pod) ?? reason,
    ...counted,
  };
}

function phaseReason(status: Fields): string {
  const isGated = items(status, 'conditions').some(
    (condition) => condition.text('type') === 'PodScheduled' && condition.text('reason') === 'SchedulingGated',
  );
  return isGated ? 'SchedulingGated' : status.text('reason') || status.text('phase');
}

/** The word for a pod that is being deleted; it hides every other. */
function endReason(pod: Fields): string | undefined {
  const status = pod.below('status');
  if (!pod.below('metadata').has('deletionTimestamp')) return undefined;
  if (status.text('reason') === 'NodeLost') return 'Unknown';
  return ['Succeeded', 'Failed'].includes(status.text('phase')) ? undefined : 'Terminating';
}

/** Restarts, and when the last of them was. */
interface Tally {
  readonly restarts: number;
  readonly lastRestartAt: string;
}

function tallyOf(container: Fields): Tally {
  const ended = container.below('lastState').below('terminated');
  return { restarts: container.whole('restartCount') ?? 0, lastRestartAt: ended.text('finishedAt') };
}

const NONE: Tally = { restarts: 0, lastRestartAt: '' };

function together(...tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, each) => ({
      restarts: sum.restarts + each.restarts,
      lastRestartAt: later(sum.lastRestartAt, each.lastRestartAt),
    }),
    NONE,
  );
}

function later(a: string, b: string): string {
  return (parseInstant(a) ?? -Infinity) < (parseInstant(b) ?? -Infinity) ? b : a;
}

interface InitialStage {
  readonly ready: number;
  /** Why the pod has not come further; undefined once all containers of this stage are through. */
  readonly reason?: string;
  readonly tally: Tally;
  readonly sidecarTally: Tally;
}

/** The containers that run before the others, up to the first that is not through. */
function initialStage(status: Fields, sidecars: ReadonlySet<string>, count: number): InitialStage {
  const containers = items(status, 'initContainerStatuses');
  const isSidecar = (container: Fields): boolean => sidecars.has(container.text('name'));
  const isStarted = (container: Fields): boolean => isSidecar(container) && container.flag('started');
  const isThrough = (container: Fields): boolean => exitCode(container) === 0 || isStarted(container);
  const stuck = containers.findIndex((container) => !isThrough(container));
  const seen = stuck === -1 ? containers : containers.slice(0, stuck + 1);
  const [culprit] = stuck === -1 ? [] : seen.slice(-1);
  return {
    ready: seen.filter((each) => exitCode(each) !== 0 && isStarted(each) && each.flag('ready')).length,
    ...(culprit && { reason: initialReason(culprit, stuck, count) }),
    tally: together(...seen.map(tallyOf)),
    sidecarTally: together(...seen.filter(isSidecar).map(tallyOf)),
  };
}

function exitCode(container: Fields): number | undefined {
  const state = container.below('state');
  return state.has('terminated') ? (state.below('terminated').whole('exitCode') ?? 0) : undefined;
}

function initialReason(container: Fields, place: number, count: number): string {
  const state = container.below('state');
  if (state.has('terminated')) return `Init:${endedReason(state.below('terminated'))}`;
  const waiting = state.below('waiting').text('reason');
  return waiting === '' || waiting === 'PodInitializing' ? `Init:${place}/${count}` : `Init:${waiting}`;
}

function endedReason(ended: Fields): string {
  const signal = ended.whole('signal') ?? 0;
  return ended.text('reason') || (signal === 0 ? `ExitCode:${ended.whole('exitCode') ?? 0}` : `Signal:${signal}`);
}

interface RunningStage {
  readonly ready: number;
  /** Undefined where no container has anything to say. */
  readonly reason: string | undefined;
  readonly tally: Tally;
}

/** The containers that run as long as the pod does. The first in the list that is not well has the word. */
function runningStage(status: Fields): RunningStage {
  const containers = items(status, 'containerStatuses');
  const ready = containers.filter(isRunning).length;
  const first = containers.map(stopReason).find((reason) => reason !== undefined);
  const failed = containers.find((container) => !isWaiting(container) && (exitCode(container) ?? 0) !== 0);
  const reason = first === 'Completed' ? completedReason(status, ready > 0, failed && stopReason(failed)) : first;
  return { ready, reason, tally: together(...containers.map(tallyOf)) };
}

/** A container that has ended well says little while others still run, or have failed. */
function completedReason(status: Fields, hasRunning: boolean, failure: string | undefined): string {
  if (hasRunning && isTrue(status, 'Ready')) return 'Running';
  if (failure !== undefined) return failure;
  return hasRunning ? 'NotReady' : 'Completed';
}

function isWaiting(container: Fields): boolean {
  return container.below('state').below('waiting').text('reason') !== '';
}

function isRunning(container: Fields): boolean {
  return stopReason(container) === undefined && container.flag('ready') && container.below('state').has('running');
}

/** Why a container does not run; undefined for one that does, or of which nothing is known. */
function stopReason(container: Fields): string | undefined {
  const state = container.below('state');
  if (isWaiting(container)) return state.below('waiting').text('reason');
  return state.has('terminated') ? endedReason(state.below('terminated')) : undefined;
}

function isTrue(status: Fields, type: string): boolean {
  return items(status, 'conditions').some(
    (condition) => condition.text('type') === type && condition.text('status') === 'True',
  );
}
