import { after, formatInstant, type Instant } from '../../../core/instant.ts';
import { isJsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { EventText } from '../events/event-text.ts';
import { conditionOf } from '../objects/conditions.ts';
import { metadataOf } from '../objects/metadata.ts';
import type { PodView } from '../pods/pod-view.ts';
import { podsToDelete } from '../replica-sets/deletion-order.ts';
import { type Backoff, backoffAfter, mayStartAt } from './backoff.ts';
import { type Ending, endingOf, jobCondition, withFinal, withInterim } from './ending.ts';
import type { JobStatus, JobView, Uncounted } from './job-view.ts';

/** Keeps a pod until its Job has counted it. */
export const TRACKING = 'batch.kubernetes.io/job-tracking';

/** What is to be done for a Job now, in the order of the members. */
export interface JobPlan {
  /** Pods that are stopped; they are counted first. */
  readonly stopped: readonly PodView[];
  /** Pods that are stopped and not counted: their finalizer goes first. */
  readonly dropped: readonly PodView[];
  /** How many pods are created. */
  readonly created: number;
  /** Written before finalizers go, so that no pod is lost from the counts. */
  readonly status: JobStatus;
  /** Pods whose finalizer goes. */
  readonly counted: readonly PodView[];
  /** Written at the end. */
  readonly lastStatus: JobStatus;
  readonly events: readonly EventText[];
  readonly backoff: Backoff;
  readonly wakeAt: Instant | undefined;
}

/**
 * Plans for a Job that is not over. Indexed Jobs are treated as if any pod did for any index, and pod failure policies are not looked at.
 *
 * @param pods     all that the Job manages, those at their end among them
 * @param backoff  remembered from the plan before
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export function planJob(job: JobView, pods: readonly PodView[], backoff: Backoff, now: Instant): JobPlan {
  const seen = look(job, pods, backoff);
  const startTime = job.status.startTime ?? (job.isSuspended ? undefined : formatInstant(now));
  const ending = endingOf(job, { failed: seen.failed, restarts: restartsOf(job, pods), startTime }, now);
  const change = ending === undefined ? manage(job, seen, now) : { ...NO_CHANGE, stopped: seen.active };
  const gone = [...change.stopped, ...change.dropped];
  const active = seen.active.length - gone.length + change.created;
  const isComplete = ending === undefined && hasCompleted(job, seen.succeeded, active);
  const status: JobStatus = {
    ...job.status,
    active: change.isHeldBack ? 0 : active,
    ready: seen.active.filter((pod) => pod.isReady && !gone.includes(pod)).length,
    terminating: pods.filter(({ isTerminating }) => isTerminating).length + gone.length,
    startTime,
  };
  const settled = isComplete || ending !== undefined ? { status, events: [] } : suspension(job, status, now);
  const counting = count(job, { seen, status: settled.status, ending: isComplete ? COMPLETED : ending }, now);
  return {
    ...change,
    ...counting,
    events: [...settled.events, ...counting.events],
    backoff: seen.backoff,
    wakeAt: change.wakeAt ?? (ending === undefined && !isComplete ? deadlineOf(job, startTime) : undefined),
  };
}

const COMPLETED: Ending = {
  kind: 'success',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

/** What the pods of a Job come to. */
interface Seen {
  readonly tracked: readonly PodView[];
  readonly active: readonly PodView[];
  readonly terminating: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly backoff: Backoff;
}

function look(job: JobView, pods: readonly PodView[], backoff: Backoff): Seen {
  const tracked = pods.filter(isTracked);
  const { uncounted } = job.status;
  const succeeded = tracked.filter((pod) => pod.phase === 'Succeeded' && !uncounted.succeeded.includes(uidOf(pod)));
  const failed = tracked.filter((pod) => hasFailed(job, pod) && !uncounted.failed.includes(uidOf(pod)));
  return {
    tracked,
    active: pods.filter(({ isActive }) => isActive),
    terminating: pods.filter(({ isTerminating }) => isTerminating).length,
    succeeded: job.status.succeeded + uncounted.succeeded.length + succeeded.length,
    failed: job.status.failed + uncounted.failed.length + failed.length,
    backoff: backoffAfter(backoff, succeeded, failed),
  };
}

/** Whether a pod still waits to be counted. */
export function isTracked({ json }: PodView): boolean {
  return metadataOf(json).finalizers.includes(TRACKING);
}

/** A pod that is being deleted counts as failed, for it may never get to say how it ended. */
function hasFailed(job: JobView, pod: PodView): boolean {
  return pod.phase === 'Failed' || (!job.replacesFailedOnly && pod.isTerminating);
}

/** How often containers were started again in pods that may do so. */
function restartsOf(job: JobView, pods: readonly PodView[]): number {
  if (!job.restartsContainers) return 0;
  const live = pods.filter(({ phase }) => phase === 'Running' || phase === 'Pending');
  const statuses = live.flatMap(({ json }) =>
    new Fields(json['status']).list('containerStatuses').filter(isJsonObject),
  );
  return statuses.reduce((sum, status) => sum + (new Fields(status).whole('restartCount') ?? 0), 0);
}

function hasCompleted({ completions }: JobView, succeeded: number, active: number): boolean {
  return active === 0 && (completions === undefined ? succeeded > 0 : succeeded >= completions);
}

interface Change {
  readonly stopped: readonly PodView[];
  readonly dropped: readonly PodView[];
  readonly created: number;
  readonly wakeAt: Instant | undefined;
  /** Pods are missing, and it is too early to start them. */
  readonly isHeldBack: boolean;
}

const NO_CHANGE: Change = { stopped: [], dropped: [], created: 0, wakeAt: undefined, isHeldBack: false };

/** Starts what is missing, and stops what is too much. */
function manage(job: JobView, { active, succeeded, terminating, backoff }: Seen, now: Instant): Change {
  if (metadataOf(job.json).deletedAt !== undefined) return NO_CHANGE;
  if (job.isSuspended) return { ...NO_CHANGE, dropped: active };
  const wanted = wantedActive(job, succeeded, active.length);
  const surplus = active.length - wanted;
  if (surplus > 0) return { ...NO_CHANGE, dropped: podsToDelete(active, [], surplus, now) };
  const missing = wanted - active.length - (job.replacesFailedOnly ? terminating : 0);
  const startAt = mayStartAt(backoff);
  if (missing <= 0) return NO_CHANGE;
  if (startAt !== undefined && startAt > now) return { ...NO_CHANGE, wakeAt: startAt, isHeldBack: true };
  return { ...NO_CHANGE, created: missing };
}

function wantedActive({ completions, parallelism }: JobView, succeeded: number, active: number): number {
  if (completions === undefined) return succeeded > 0 ? active : parallelism;
  return Math.max(0, Math.min(completions - succeeded, parallelism));
}

function deadlineOf({ deadline, isSuspended }: JobView, startTime: string | undefined): Instant | undefined {
  const since = new Fields({ startTime: startTime ?? null }).time('startTime');
  return deadline === undefined || since === undefined || isSuspended ? undefined : after(since, deadline);
}

/** Tells that the Job was suspended or goes on; its time begins anew then. */
function suspension(
  job: JobView,
  status: JobStatus,
  now: Instant,
): { readonly status: JobStatus; readonly events: readonly EventText[] } {
  const before = conditionOf(status.conditions, 'Suspended').text('status');
  const wanted = job.isSuspended ? 'True' : 'False';
  const isNews = job.isSuspended ? before !== 'True' : before === 'True';
  if (!isNews || metadataOf(job.json).deletedAt !== undefined) return { status, events: [] };
  const [reason, message] = job.isSuspended ? ['JobSuspended', 'Job suspended'] : ['JobResumed', 'Job resumed'];
  const condition = jobCondition({ type: 'Suspended', status: wanted, reason, message }, now);
  const at = status.conditions.findIndex((one) => one['type'] === 'Suspended');
  const conditions = at < 0 ? [...status.conditions, condition] : status.conditions.with(at, condition);
  const event: EventText = { type: 'Normal', reason: job.isSuspended ? 'Suspended' : 'Resumed', message };
  return {
    status: { ...status, conditions, startTime: job.isSuspended ? status.startTime : formatInstant(now) },
    events: [event],
  };
}

interface Counting {
  readonly seen: Seen;
  readonly status: JobStatus;
  readonly ending: Ending | undefined;
}

/**
 * Moves pods that came to their end into the counts, in two steps: their uids are written down, then their finalizers go, then they are counted.
 * A Job is over when all of them are counted and no pod is left that is still stopping.
 */
function count(
  job: JobView,
  { seen, status, ending }: Counting,
  now: Instant,
): Pick<JobPlan, 'status' | 'counted' | 'lastStatus' | 'events'> {
  const isGoing = metadataOf(job.json).deletedAt !== undefined;
  const kept = stillTracked(status, seen.tracked);
  const counted = seen.tracked.filter(
    (pod) => isGoing || ending !== undefined || pod.phase === 'Succeeded' || hasFailed(job, pod),
  );
  const isFailing = ending?.kind === 'failure';
  const succeeded = counted.filter((pod) => pod.phase === 'Succeeded' && !kept.uncounted.failed.includes(uidOf(pod)));
  const failed = counted.filter((pod) => !succeeded.includes(pod) && (hasFailed(job, pod) || isFailing));
  const first: JobStatus = {
    ...kept,
    uncounted: {
      succeeded: joined(kept.uncounted.succeeded, succeeded),
      failed: joined(kept.uncounted.failed, failed),
    },
    conditions: ending === undefined ? kept.conditions : withInterim(kept.conditions, ending, now),
  };
  const last = stillTracked(first, []);
  if (ending === undefined || last.terminating > 0) return { status: first, counted, lastStatus: last, events: [] };
  return { status: first, counted, ...withFinal(last, ending, now) };
}

/** The status with those counted whose finalizer is gone. */
function stillTracked(status: JobStatus, tracked: readonly PodView[]): JobStatus {
  const uids = tracked.map(uidOf);
  const left = (list: readonly string[]): readonly string[] => list.filter((uid) => uids.includes(uid));
  const uncounted: Uncounted = { succeeded: left(status.uncounted.succeeded), failed: left(status.uncounted.failed) };
  return {
    ...status,
    uncounted,
    succeeded: status.succeeded + status.uncounted.succeeded.length - uncounted.succeeded.length,
    failed: status.failed + status.uncounted.failed.length - uncounted.failed.length,
  };
}

function joined(uids: readonly string[], pods: readonly PodView[]): readonly string[] {
  return [...new Set([...uids, ...pods.map(uidOf)])];
}

function uidOf({ json }: PodView): string {
  return metadataOf(json).uid;
}
